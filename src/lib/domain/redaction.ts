import type { Span } from './artifacts.ts';
import type { Annotation, Redaction } from './transcript-marks.ts';
import { normaliseWord } from './transcript-words.ts';
import { paragraphText, type Paragraph, type Transcript, type Word } from './transcript.ts';

/** Stands for what was taken out: of one length, so that it tells nothing of what it hides. */
export const redactedText = '████';

/** Word times are not exact: what is taken out of the sound reaches into the silence around, at most this far … */
const silenceSeconds = 0.3;
/** … and this far into the words beside it. */
const overSeconds = 0.06;

export const isRedacted = (transcript: Pick<Transcript, 'redactions'>): boolean =>
  (transcript.redactions ?? []).some(({ words }) => words.length > 0);

/** Which redaction each word belongs to. */
export const redactionOf = ({ redactions }: Pick<Transcript, 'redactions'>): Map<string, Redaction> =>
  new Map((redactions ?? []).flatMap((redaction) => redaction.words.map((word) => [word, redaction] as const)));

/** Ids of the redacted words. The set is made once for each list: it is asked for with every paragraph that is drawn. */
export const redactedIds = (transcript: Pick<Transcript, 'redactions'> | null): ReadonlySet<string> => {
  const { redactions } = transcript ?? {};
  if (!redactions) return none;
  const ids = known.get(redactions) ?? new Set(redactions.flatMap(({ words }) => words));
  known.set(redactions, ids);
  return ids;
};

const none: ReadonlySet<string> = new Set();
const known = new WeakMap<object, ReadonlySet<string>>();

/** Stretches of words behind each other that are taken out, as indexes into a row of words. */
const runsOf = (words: readonly Word[], isOut: (word: Word) => boolean): { from: number; until: number }[] => {
  const runs: { from: number; until: number }[] = [];
  words.forEach((word, index) => {
    if (!isOut(word)) return;
    const last = runs.at(-1);
    if (last?.until === index) last.until += 1;
    else runs.push({ from: index, until: index + 1 });
  });
  return runs;
};

/** Punctuation behind a word stays, so that the sentence still ends. */
const endOf = (text: string): string => /[.,;:!?…。、？！]+$/u.exec(text)?.[0] ?? '';

/** One mark in the place of several words, over all of their time, known to nobody by its id. */
const markOf = (words: readonly Word[], id: string): Word => ({
  ...words[0]!,
  id,
  text: redactedText + endOf(words.at(-1)!.text),
  end: words.findLast((word) => word.end !== null)?.end ?? null,
  start: words.find((word) => word.start !== null)?.start ?? null,
  conf: null,
});

const redactParagraph = (paragraph: Paragraph, out: ReadonlyMap<string, Redaction>): Paragraph => {
  const runs = runsOf(paragraph.words, (word) => out.has(word.id));
  if (runs.length === 0) return paragraph;
  const words = runs.reduceRight<Word[]>(
    (kept, { from, until }) =>
      kept.toSpliced(from, until - from, markOf(kept.slice(from, until), `${paragraph.id}-redacted-${from}`)),
    [...paragraph.words],
  );
  return { ...paragraph, words };
};

const plainWords = (text: string): string[] =>
  text
    .split(/\s+/u)
    .map(normaliseWord)
    .filter((word) => word.length > 1);

/** What the redacted words say, without case and punctuation. */
export const redactedWords = (transcript: Pick<Transcript, 'paragraphs' | 'redactions'>): ReadonlySet<string> => {
  const out = redactionOf(transcript);
  const texts = transcript.paragraphs.flatMap(({ words }) =>
    words.filter(({ id }) => out.has(id)).map(({ text }) => text),
  );
  return new Set(texts.flatMap(plainWords));
};

/** Shorter words stand inside too many others ("art" in "part"). */
const fewestInside = 5;

/** True where a text elsewhere (a title, a name) gives away a redacted word, also as a part of another ("Quartzes"). */
export const givesAway = (text: string, hidden: ReadonlySet<string>): boolean => {
  const told = [...hidden].filter((word) => word.length > 2 && !common.has(word));
  return plainWords(text).some((word) =>
    told.some((secret) => word === secret || (secret.length >= fewestInside && word.includes(secret))),
  );
};

/** Words that hide nothing by themselves, though they stand inside dates and addresses. */
const common = new Set(
  'the and for from with that this was are not you street road avenue lane one two three'.split(' '),
);

/** A title as it may leave the device: one that says a redacted word would give it away as the name of the file. */
export const shownTitle = (title: string, transcript: Transcript | undefined): string =>
  transcript && isRedacted(transcript) && givesAway(title, redactedWords(transcript)) ? redactedText : title;

/** Names of styles, classes and regions, where they would tell what is hidden. */
const tells = (look: string | undefined, hidden: ReadonlySet<string>): boolean =>
  look !== undefined && givesAway(look.replace(/[^\p{L}\p{N}]+/gu, ' '), hidden);

const withoutLooks = (paragraph: Paragraph, hidden: ReadonlySet<string>): Paragraph => {
  const { cueSettings, ...rest } = paragraph;
  const words = paragraph.words.map((word) => {
    const { markup, ...plain } = word;
    return tells(markup, hidden) ? plain : word;
  });
  return tells(cueSettings, hidden) ? { ...rest, words } : { ...paragraph, words };
};

type Hidden = { out: ReadonlyMap<string, Redaction>; words: ReadonlySet<string> };

/** A quote of a redacted word is gone, and so is what somebody wrote about it by name. */
const shownAnnotation = (annotation: Annotation, { out, words }: Hidden): Annotation => {
  const mask = (text: string) => (givesAway(text, words) ? redactedText : text);
  const isQuoted = annotation.words.some((word) => out.has(word));
  return {
    ...annotation,
    quote: isQuoted ? redactedText : mask(annotation.quote),
    text: mask(annotation.text),
    tags: annotation.tags.filter((tag) => !givesAway(tag, words)),
  };
};

/**
 * The transcript as it may leave the device: redacted words are gone, marks in their place, and with them quotes, notes, tags
 * and names of speakers that would tell what they were. The list of redactions is gone too. Nothing redacted: the same transcript.
 */
export const redact = (transcript: Transcript): Transcript => {
  if (!isRedacted(transcript)) return transcript;
  const out = redactionOf(transcript);
  const hidden = redactedWords(transcript);
  const { redactions: _, annotations, cueBlocks, ...rest } = transcript;
  return {
    ...rest,
    speakers: transcript.speakers.map((speaker) =>
      givesAway(speaker.name, hidden) ? { ...speaker, name: redactedText } : speaker,
    ),
    ...(annotations ? { annotations: annotations.map((each) => shownAnnotation(each, { out, words: hidden })) } : {}),
    ...(cueBlocks ? { cueBlocks: cueBlocks.filter((block) => !tells(block, hidden)) } : {}),
    paragraphs: transcript.paragraphs.map((paragraph) => withoutLooks(redactParagraph(paragraph, out), hidden)),
  };
};

/** After every sound: what is said last and has no time is taken out to the end. */
const forever = 1e9;

/** From the end of the last word before to the start of the first word after, where a word has no time of its own. */
const spanOfRun = (words: readonly Word[], { from, until }: { from: number; until: number }): Span | null => {
  const inside = words.slice(from, until);
  const before = words.slice(0, from).findLast((word) => word.end !== null)?.end ?? 0;
  const after = words.slice(until).find((word) => word.start !== null)?.start ?? null;
  const isTimed = inside[0]!.start !== null && inside.at(-1)!.end !== null;
  const start = isTimed ? inside[0]!.start! : before;
  const end = isTimed ? Math.max(...inside.map((word) => word.end ?? 0)) : (after ?? forever);
  if (end <= start) return null;
  const room = { before: Math.max(0, start - before), after: after === null ? Infinity : Math.max(0, after - end) };
  return {
    start: Math.max(0, start - Math.min(room.before, silenceSeconds) - overSeconds),
    end: end + Math.min(room.after, silenceSeconds) + overSeconds,
  };
};

const merged = (spans: readonly Span[]): Span[] => {
  const joined: { start: number; end: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
};

/** Where the sound has to go, in seconds of the recording: in order, none touching another. */
export const redactedSpans = (transcript: Transcript): Span[] => {
  const out = redactionOf(transcript);
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words);
  const runs = runsOf(words, (word) => out.has(word.id));
  return merged(runs.flatMap((run) => spanOfRun(words, run) ?? []));
};

/** The words of a redaction as they read, and when they are said; null where none of them is left. */
export const redactionText = (transcript: Transcript, { words }: Redaction): string | null => {
  const ids = new Set(words);
  const found = transcript.paragraphs.flatMap((paragraph) => paragraph.words.filter(({ id }) => ids.has(id)));
  return found.length > 0 ? paragraphText({ words: found }) : null;
};
