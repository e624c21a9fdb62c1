import { newId } from '$lib/core/ids.ts';
import { rememberGone, withSaid } from './redaction-kept.ts';
import { stealTimes } from './transcript-times.ts';
import { wordsForText } from './transcript-text-edit.ts';
import type { Span } from './artifacts.ts';
import type { Annotation, Redaction } from './transcript-marks.ts';
import type { Paragraph, Speaker, Transcript, TranscriptParts, Word } from './transcript.ts';

/** How far a change of speaker reaches, beginning at the paragraph it is asked of. */
export const speakerScopes = ['paragraph', 'from-here', 'everywhere'] as const;
export type SpeakerScope = (typeof speakerScopes)[number];

/**
 * Everything a person can do to a transcript. Paragraphs and words are named by id, so an edit made for a document that
 * has moved on changes nothing rather than something else. `at` counts words of the paragraph, seconds are absolute.
 */
export type TranscriptEdit =
  /**
   * `spreads`: a phrase replaces another, and its words share the time of those. `since`: the paragraph as it stood when
   * the typing began that this text comes from; words are aligned with those.
   */
  | { kind: 'set-text'; paragraph: string; text: string; spreads?: boolean; since?: Paragraph }
  | { kind: 'split'; paragraph: string; at: number }
  /** Joins a paragraph to the one before it, which keeps its speaker. */
  | { kind: 'merge'; paragraph: string }
  | { kind: 'insert-paragraph'; at: number; speaker: string | null }
  | { kind: 'delete-words'; words: readonly string[] }
  | { kind: 'set-times'; word: string; start: number; end: number }
  | { kind: 'set-speaker'; paragraph: string; speaker: string | null; scope: SpeakerScope }
  | { kind: 'add-speaker'; speaker: Speaker }
  | { kind: 'rename-speaker'; speaker: string; name: string }
  | { kind: 'merge-speakers'; from: string; into: string }
  /** Leaves words and their sound out, or takes them in again; words named more than once or gone count once or not. */
  | { kind: 'cut-words'; words: readonly string[]; cut: boolean }
  /** Wordless stretches to leave out, in the place of those there were. */
  | { kind: 'set-cuts'; cuts: readonly Span[] }
  /** Adds an annotation, or puts it in the place of the one with its id. */
  | { kind: 'put-annotation'; annotation: Annotation }
  | { kind: 'remove-annotation'; annotation: string }
  | { kind: 'set-redactions'; redactions: readonly Redaction[] }
  /** Several edits as one step. */
  | { kind: 'batch'; edits: readonly TranscriptEdit[] }
  /** What every inverse is: some paragraphs replaced by others, and the parts beside them that changed. */
  | Splice;

export type Splice = {
  kind: 'splice';
  at: number;
  remove: number;
  paragraphs: readonly Paragraph[];
  parts: TranscriptParts | null;
};

/** `inverse` applied to `transcript` gives the document before, identical word by word. */
export type Edited = { transcript: Transcript; inverse: TranscriptEdit };

/** As they stand now, those that `parts` would change. */
const partsNow = (transcript: Transcript, parts: TranscriptParts): TranscriptParts =>
  Object.fromEntries(Object.keys(parts).map((key) => [key, transcript[key as keyof TranscriptParts]]));

const splice = (transcript: Transcript, change: Omit<Splice, 'kind'>): Edited => {
  const { at, remove, paragraphs, parts } = change;
  const removed = transcript.paragraphs.slice(at, at + remove);
  return {
    transcript: {
      ...transcript,
      ...parts,
      paragraphs: transcript.paragraphs.toSpliced(at, remove, ...paragraphs),
    },
    inverse: {
      kind: 'splice',
      at,
      remove: paragraphs.length,
      paragraphs: removed,
      parts: parts && partsNow(transcript, parts),
    },
  };
};

const unchanged = (transcript: Transcript): Edited => ({
  transcript,
  inverse: { kind: 'splice', at: 0, remove: 0, paragraphs: [], parts: null },
});

/** Replaces the shortest row of paragraphs that covers all that changed; unchanged ones keep their identity. */
const replaceAll = (
  transcript: Transcript,
  next: readonly Paragraph[],
  parts: TranscriptParts | null = null,
): Edited => {
  const before = transcript.paragraphs;
  const most = Math.min(before.length, next.length);
  let head = 0;
  while (head < most && before[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  const remove = before.length - head - tail;
  const paragraphs = next.slice(head, next.length - tail);
  if (remove === 0 && paragraphs.length === 0 && !parts) return unchanged(transcript);
  return splice(transcript, { at: head, remove, paragraphs, parts });
};

const setParts = (transcript: Transcript, parts: TranscriptParts): Edited =>
  splice(transcript, { at: 0, remove: 0, paragraphs: [], parts });

const lastEnd = (paragraphs: readonly Paragraph[], before: number): number | null => {
  for (let index = before - 1; index >= 0; index -= 1) {
    const word = paragraphs[index]!.words.findLast((item) => item.end !== null);
    if (word) return word.end;
  }
  return null;
};

const firstStart = (paragraphs: Paragraph[], after: number): number | null => {
  for (let index = after; index < paragraphs.length; index += 1) {
    const word = paragraphs[index]!.words.find((item) => item.start !== null);
    if (word) return word.start;
  }
  return null;
};

type Change<K extends TranscriptEdit['kind']> = Extract<TranscriptEdit, { kind: K }>;
type Context = { transcript: Transcript; makeId: () => string };

const setText = ({ transcript, makeId }: Context, edit: Change<'set-text'>): Edited => {
  const { paragraph: id, text, spreads, since } = edit;
  const { paragraphs } = transcript;
  const at = paragraphs.findIndex((item) => item.id === id);
  const paragraph = paragraphs[at];
  if (!paragraph) return unchanged(transcript);
  const room = {
    ...{ from: lastEnd(paragraphs, at), until: firstStart(paragraphs, at + 1) },
    ...(spreads && { spreads }),
  };
  const words = wordsForText(since ?? paragraph, text, room, makeId);
  if (words === paragraph.words) return unchanged(transcript);
  return splice(transcript, { at, remove: 1, paragraphs: [{ ...paragraph, words }], parts: null });
};

/** Words as a paragraph begins with them: the first begins no line within it. */
const asFirst = ([first, ...rest]: readonly Word[]): Word[] => {
  if (!first) return [];
  const { line, ...plain } = first;
  return [line ? plain : first, ...rest];
};

const split = ({ transcript, makeId }: Context, { paragraph: id, at: word }: Change<'split'>): Edited => {
  const at = transcript.paragraphs.findIndex((item) => item.id === id);
  const paragraph = transcript.paragraphs[at];
  if (!paragraph || word <= 0 || word >= paragraph.words.length) return unchanged(transcript);
  const first = { ...paragraph, words: paragraph.words.slice(0, word) };
  const second = { ...paragraph, id: makeId(), words: asFirst(paragraph.words.slice(word)) };
  return splice(transcript, { at, remove: 1, paragraphs: [first, second], parts: null });
};

const merge = ({ transcript }: Context, { paragraph: id }: Change<'merge'>): Edited => {
  const at = transcript.paragraphs.findIndex((item) => item.id === id);
  if (at < 1) return unchanged(transcript);
  const [first, second] = [transcript.paragraphs[at - 1]!, transcript.paragraphs[at]!];
  const whole = { ...first, words: [...first.words, ...second.words] };
  return splice(transcript, { at: at - 1, remove: 2, paragraphs: [whole], parts: null });
};

const insertParagraph = ({ transcript, makeId }: Context, edit: Change<'insert-paragraph'>): Edited => {
  const at = Math.min(Math.max(0, edit.at), transcript.paragraphs.length);
  const { language } = transcript;
  const paragraph = { id: makeId(), speaker: edit.speaker, language, words: [] };
  return splice(transcript, { at, remove: 0, paragraphs: [paragraph], parts: null });
};

const deleteWords = ({ transcript }: Context, edit: Change<'delete-words'>): Edited => {
  const gone = new Set(edit.words);
  const next = transcript.paragraphs.flatMap((paragraph) => {
    const words = paragraph.words.filter((word) => !gone.has(word.id));
    if (words.length === paragraph.words.length) return [paragraph];
    return words.length > 0 || transcript.paragraphs.length === 1 ? [{ ...paragraph, words }] : [];
  });
  return replaceAll(transcript, next);
};

const setTimes = ({ transcript }: Context, edit: Change<'set-times'>): Edited =>
  replaceAll(transcript, stealTimes(transcript.paragraphs, edit));

const setSpeaker = ({ transcript }: Context, edit: Change<'set-speaker'>): Edited => {
  const { paragraphs, speakers } = transcript;
  const at = paragraphs.findIndex((item) => item.id === edit.paragraph);
  const isKnown = edit.speaker === null || speakers.some((speaker) => speaker.id === edit.speaker);
  if (at < 0 || !isKnown) return unchanged(transcript);
  const before = paragraphs[at]!.speaker;
  const isMeant = (paragraph: Paragraph, index: number): boolean =>
    index === at ||
    (paragraph.speaker === before && (edit.scope === 'everywhere' || (edit.scope === 'from-here' && index > at)));
  const next = paragraphs.map((paragraph, index) =>
    isMeant(paragraph, index) && paragraph.speaker !== edit.speaker
      ? { ...paragraph, speaker: edit.speaker }
      : paragraph,
  );
  return replaceAll(transcript, next);
};

const addSpeaker = ({ transcript }: Context, { speaker }: Change<'add-speaker'>): Edited =>
  transcript.speakers.some((known) => known.id === speaker.id)
    ? unchanged(transcript)
    : setParts(transcript, { speakers: [...transcript.speakers, speaker] });

const renameSpeaker = ({ transcript }: Context, edit: Change<'rename-speaker'>): Edited => {
  const name = edit.name.trim();
  const known = transcript.speakers.find((speaker) => speaker.id === edit.speaker);
  if (!known || name === '' || known.name === name) return unchanged(transcript);
  const speakers = transcript.speakers.map((speaker) => (speaker === known ? { ...speaker, name } : speaker));
  return setParts(transcript, { speakers });
};

const mergeSpeakers = ({ transcript }: Context, { from, into }: Change<'merge-speakers'>): Edited => {
  const ids = transcript.speakers.map((speaker) => speaker.id);
  if (from === into || !ids.includes(from) || !ids.includes(into)) return unchanged(transcript);
  const next = transcript.paragraphs.map((item) => (item.speaker === from ? { ...item, speaker: into } : item));
  return replaceAll(transcript, next, { speakers: transcript.speakers.filter((speaker) => speaker.id !== from) });
};

/** `cut` is true or absent, so that a word that was cut and restored is the word it was. */
const asCut = (word: Word, cut: boolean): Word => {
  if (cut === (word.cut ?? false)) return word;
  const { cut: _was, ...rest } = word;
  return cut ? { ...rest, cut } : rest;
};

const cutWords = ({ transcript }: Context, edit: Change<'cut-words'>): Edited => {
  const meant = new Set(edit.words);
  const next = transcript.paragraphs.map((paragraph) => {
    const words = paragraph.words.map((word) => (meant.has(word.id) ? asCut(word, edit.cut) : word));
    return words.every((word, index) => word === paragraph.words[index]) ? paragraph : { ...paragraph, words };
  });
  return replaceAll(transcript, next);
};

const putAnnotation = ({ transcript }: Context, { annotation }: Change<'put-annotation'>): Edited => {
  const before = transcript.annotations ?? [];
  const at = before.findIndex((known) => known.id === annotation.id);
  return setParts(transcript, {
    annotations: at < 0 ? [...before, annotation] : before.with(at, annotation),
  });
};

const removeAnnotation = ({ transcript }: Context, edit: Change<'remove-annotation'>): Edited => {
  const before = transcript.annotations ?? [];
  const annotations = before.filter((known) => known.id !== edit.annotation);
  return annotations.length === before.length ? unchanged(transcript) : setParts(transcript, { annotations });
};

const batch = ({ transcript, makeId }: Context, { edits }: Change<'batch'>): Edited => {
  const inverses: TranscriptEdit[] = [];
  let current = transcript;
  for (const edit of edits) {
    const edited = applyEdit(current, edit, makeId);
    if (edited.transcript === current) continue;
    inverses.unshift(edited.inverse);
    current = edited.transcript;
  }
  return { transcript: current, inverse: { kind: 'batch', edits: inverses } };
};

const appliers: { [K in TranscriptEdit['kind']]: (context: Context, edit: Change<K>) => Edited } = {
  'set-text': setText,
  split,
  merge,
  'insert-paragraph': insertParagraph,
  'delete-words': deleteWords,
  'set-times': setTimes,
  'set-speaker': setSpeaker,
  'add-speaker': addSpeaker,
  'rename-speaker': renameSpeaker,
  'merge-speakers': mergeSpeakers,
  'cut-words': cutWords,
  'set-cuts': ({ transcript }, { cuts }) => setParts(transcript, { cuts: [...cuts] }),
  'put-annotation': putAnnotation,
  'remove-annotation': removeAnnotation,
  'set-redactions': ({ transcript }, { redactions }) =>
    setParts(transcript, { redactions: redactions.map((each) => withSaid(transcript, each)) }),
  batch,
  splice: ({ transcript }, edit) => splice(transcript, edit),
};

/** What an edit takes out of the text and was redacted stays known: it is still said. */
const remembering = (before: Transcript, edited: Edited): Edited => {
  const redactions = rememberGone(before, edited.transcript);
  if (redactions === edited.transcript.redactions) return edited;
  const { transcript, inverse } = setParts(edited.transcript, { redactions });
  return { transcript, inverse: { kind: 'batch', edits: [inverse, edited.inverse] } };
};

/**
 * Applies one edit. Pure but for the ids of new words and paragraphs, which `makeId` gives. Gives back the same
 * transcript object where the edit changes nothing. `revision` is left alone: it counts saves, and whoever saves sets it.
 */
export const applyEdit = (transcript: Transcript, edit: TranscriptEdit, makeId: () => string = newId): Edited => {
  const apply = appliers[edit.kind] as (context: Context, edit: TranscriptEdit) => Edited;
  return remembering(transcript, apply({ transcript, makeId }, edit));
};
