import { newId } from '$lib/core/ids.ts';
import { carryRedactions } from './redaction-kept.ts';
import { differencesOf, type ParagraphChange } from './transcript-diff.ts';
import type { Splice, TranscriptEdit } from './transcript-edit.ts';
import type { MachineLayer, Paragraph, Speaker, Transcript, TranscriptParts, Word } from './transcript.ts';

/** Changes words where they stand, by their ids, as one edit; null where nothing changes. */
export const changeWords = (
  { paragraphs }: Pick<Transcript, 'paragraphs'>,
  ids: ReadonlySet<string>,
  change: (word: Word) => Word,
): TranscriptEdit | null => {
  const edits = paragraphs.flatMap((paragraph, at): TranscriptEdit[] => {
    const words = paragraph.words.map((word) => (ids.has(word.id) ? change(word) : word));
    if (words.every((word, index) => word === paragraph.words[index])) return [];
    return [{ kind: 'splice', at, remove: 1, paragraphs: [{ ...paragraph, words }], parts: null }];
  });
  return edits.length === 0 ? null : { kind: 'batch', edits };
};

/** Says that somebody has looked at these words and that they are right. */
export const acceptWords = (transcript: Pick<Transcript, 'paragraphs'>, ids: readonly string[]) =>
  changeWords(transcript, new Set(ids), (word) => (word.conf === 1 ? word : { ...word, conf: 1 }));

const startsAround = (paragraphs: readonly Paragraph[], from: number, until: number) => {
  const known = (list: readonly Paragraph[]) =>
    list.flatMap(({ words }) => words.flatMap(({ start }) => (start === null ? [] : [start])));
  return {
    after: known(paragraphs.slice(0, from)).at(-1) ?? -Infinity,
    before: known(paragraphs.slice(until))[0] ?? Infinity,
  };
};

/** Words that stand elsewhere by now get new ids, and times that would break the order are given up. */
const fitWords = (paragraph: Paragraph, paragraphs: readonly Paragraph[], at: number, remove: number): Word[] => {
  const others = [...paragraphs.slice(0, at), ...paragraphs.slice(at + remove)];
  const taken = new Set(others.flatMap(({ words }) => words.map(({ id }) => id)));
  const { after, before } = startsAround(paragraphs, at, at + remove);
  return paragraph.words.map((word) => {
    const fits = word.start !== null && word.start > after && word.start < before;
    const own = taken.has(word.id) ? { ...word, id: newId() } : word;
    return fits || word.start === null ? own : { ...own, start: null, end: null };
  });
};

/** Speakers that a paragraph names and the transcript no longer knows come back with it. */
const speakersWith = (transcript: Transcript, { speaker }: Paragraph, known: readonly Speaker[]): TranscriptParts => {
  if (speaker === null || transcript.speakers.some(({ id }) => id === speaker)) return {};
  const name = known.find(({ id }) => id === speaker)?.name ?? speaker;
  return { speakers: [...transcript.speakers, { id: speaker, name }] };
};

/** What was redacted there stays so in the words that come. */
const redactionsWith = (transcript: Transcript, paragraphs: readonly Paragraph[]): TranscriptParts => {
  const redactions = carryRedactions(transcript, paragraphs);
  return redactions && redactions !== transcript.redactions ? { redactions } : {};
};

/** Puts a paragraph of another version into `at…at + remove` of this one, made to fit what stands around. */
export const putParagraph = (
  transcript: Transcript,
  place: { at: number; remove: number },
  paragraph: Paragraph,
  known: readonly Speaker[] = [],
): Splice => {
  const { at, remove } = place;
  const gone = new Set(transcript.paragraphs.slice(at, at + remove).map(({ id }) => id));
  const isTaken = !gone.has(paragraph.id) && transcript.paragraphs.some(({ id }) => id === paragraph.id);
  const id = isTaken ? newId() : paragraph.id;
  const words = fitWords(paragraph, transcript.paragraphs, at, remove);
  const put = { ...paragraph, id, words };
  const parts = {
    ...speakersWith(transcript, paragraph, known),
    ...redactionsWith(transcript, transcript.paragraphs.toSpliced(at, remove, put)),
  };
  return { kind: 'splice', at, remove, paragraphs: [put], parts: Object.keys(parts).length > 0 ? parts : null };
};

/** Null where it would change nothing: times that do not fit between the neighbours are given up. */
const unlessSame = (edit: Splice, before: Paragraph): Splice | null =>
  edit.parts === null && differencesOf(before, edit.paragraphs[0]!).length === 0 ? null : edit;

/**
 * Takes one change of a comparison back: the paragraph reads again as `before`. `changes` is the whole comparison, which
 * tells where a removed paragraph belongs. Null where the document has moved on and the paragraph is no longer there, and
 * where its times would be all that changes and do not fit between those around it.
 */
export const restoreChange = (
  transcript: Transcript,
  changes: readonly ParagraphChange[],
  change: ParagraphChange,
  known: readonly Speaker[] = [],
): TranscriptEdit | null => {
  const indexOf = (paragraph: Paragraph | null) =>
    paragraph ? transcript.paragraphs.findIndex(({ id }) => id === paragraph.id) : -1;
  const at = indexOf(change.after);
  if (change.kind === 'same' || (change.after && at < 0)) return null;
  if (change.kind === 'added') return { kind: 'splice', at, remove: 1, paragraphs: [], parts: null };
  if (change.kind === 'changed')
    return unlessSame(putParagraph(transcript, { at, remove: 1 }, change.before, known), transcript.paragraphs[at]!);
  const earlier = changes.slice(0, changes.indexOf(change)).map(({ after }) => indexOf(after));
  return putParagraph(transcript, { at: Math.max(-1, ...earlier) + 1, remove: 0 }, change.before, known);
};

type Layer = Pick<MachineLayer, 'paragraphs'>;
type Index = { words: readonly Word[]; places: ReadonlyMap<string, number> };
const indexes = new WeakMap<readonly Paragraph[], Index>();

const indexOfLayer = ({ paragraphs }: Layer): Index => {
  const known = indexes.get(paragraphs);
  if (known) return known;
  const words = paragraphs.flatMap((paragraph) => paragraph.words);
  const index = { words, places: new Map(words.map(({ id }, at) => [id, at])) };
  indexes.set(paragraphs, index);
  return index;
};

/** What the machine heard where this paragraph stands: from its first to its last word that came from there. */
export const originalOf = (layer: Layer, { words }: Pick<Paragraph, 'words'>): readonly Word[] => {
  const { words: heard, places } = indexOfLayer(layer);
  let [first, last] = [Infinity, -1];
  for (const { id } of words) {
    const place = places.get(id);
    if (place === undefined) continue;
    first = Math.min(first, place);
    last = Math.max(last, place);
  }
  return last < 0 ? [] : heard.slice(first, last + 1);
};

/** The word as the machine heard it; undefined for one that was typed in. */
export const originalWord = (layer: Layer, id: string): Word | undefined => {
  const { words, places } = indexOfLayer(layer);
  return words[places.get(id) ?? -1];
};

/** Puts one word back as the machine heard it, its time too where that fits between its neighbours. */
export const revertWord = (transcript: Transcript, layer: Layer, id: string): TranscriptEdit | null => {
  const original = originalWord(layer, id);
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words);
  const at = words.findIndex((word) => word.id === id);
  if (!original || at < 0) return null;
  const after = words.slice(0, at).findLast(({ start }) => start !== null)?.start ?? -Infinity;
  const before = words.slice(at + 1).find(({ start }) => start !== null)?.start ?? Infinity;
  const fits = original.start !== null && original.start > after && original.start < before;
  return changeWords(transcript, new Set([id]), (word) => {
    const { text, conf, confTime, origin } = original;
    const times = fits ? { start: original.start, end: original.end } : { start: word.start, end: word.end };
    const isBack = word.text === text && word.conf === conf && word.start === times.start && word.end === times.end;
    return isBack ? word : { ...word, text, conf, confTime, origin, ...times };
  });
};

/** Puts a paragraph back as the machine heard it; null where nothing of it came from there or it reads so already. */
export const revertParagraph = (transcript: Transcript, layer: Layer, id: string): TranscriptEdit | null => {
  const at = transcript.paragraphs.findIndex((paragraph) => paragraph.id === id);
  const paragraph = transcript.paragraphs[at];
  const words = paragraph ? originalOf(layer, paragraph) : [];
  if (!paragraph || words.length === 0) return null;
  return putParagraph(transcript, { at, remove: 1 }, { ...paragraph, words: [...words] });
};
