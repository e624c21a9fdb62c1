import type { Span } from './artifacts.ts';
import type { Paragraph, Transcript, Word } from './transcript.ts';

/**
 * What is heard of a recording once its cuts are made. `kept`: stretches of the file, ascending, apart, none empty.
 * `starts`: where each begins on the clock of the edited sound. Everything in seconds.
 */
export type CutList = {
  readonly kept: readonly Span[];
  readonly starts: readonly number[];
  readonly durationSeconds: number;
};

/** A remnant between two cuts that holds no word and is shorter than this would only click: it goes too. */
export const leastRemnantSeconds = 0.05;
/** Rounding of times: nothing shorter than this is a stretch. */
const epsilon = 1e-6;

type TimedWord = Word & { start: number; end: number };
const isTimed = (word: Word): word is TimedWord => word.start !== null && word.end !== null;

export const listOf = (kept: readonly Span[], durationSeconds: number): CutList => {
  let edited = 0;
  const starts = kept.map(({ start, end }) => {
    const at = edited;
    edited += end - start;
    return at;
  });
  return { kept, starts, durationSeconds };
};

/** The list of a recording in which nothing is cut. */
export const wholeList = (durationSeconds: number): CutList =>
  listOf(durationSeconds > 0 ? [{ start: 0, end: durationSeconds }] : [], durationSeconds);

/** Ascending spans without overlap; those closer than `joinSeconds` become one. */
export const mergeSpans = (spans: readonly Span[], joinSeconds = 0): Span[] => {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans.filter((span) => span.end > span.start).sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end + joinSeconds) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
};

/** What of `spans` lies outside `others`; both ascending and without overlap, as `mergeSpans` gives them. */
export const subtractSpans = (spans: readonly Span[], others: readonly Span[]): Span[] => {
  const rest: Span[] = [];
  let at = 0;
  for (const span of spans) {
    let { start } = span;
    while (at > 0 && others[at - 1]!.end > start) at -= 1;
    while (at < others.length && others[at]!.end <= start) at += 1;
    for (; at < others.length && others[at]!.start < span.end; at += 1) {
      if (others[at]!.start > start) rest.push({ start, end: others[at]!.start });
      start = Math.max(start, others[at]!.end);
    }
    if (start < span.end) rest.push({ start, end: span.end });
  }
  return rest;
};

/** Where the sound of each word ends at the latest: where the next one begins that is cut when this one stays, or stays. */
const soundsOf = (words: readonly TimedWord[]): Span[] => {
  let [nextCut, nextKept] = [Infinity, Infinity];
  const sounds = words.toReversed().map(({ start, end, cut }) => {
    const sound = { start, end: Math.min(end, cut ? nextKept : nextCut) };
    if (cut) nextCut = start;
    else nextKept = start;
    return sound;
  });
  return sounds.reverse();
};

/**
 * Stretches of cut words, pauses between them included: from the start of the first to the end of the last, and never
 * into a word that stays. A cut word is heard nowhere, even where the word before it is said to last longer.
 */
const wordCuts = (words: readonly TimedWord[], sounds: readonly Span[]): Span[] => {
  const spans: { start: number; end: number }[] = [];
  words.forEach((word, index) => {
    const { start, end } = sounds[index]!;
    const last = spans.at(-1);
    if (!word.cut) return;
    if (last && words[index - 1]?.cut) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  });
  return spans;
};

const holdsStart = (words: readonly TimedWord[], { start, end }: Span): boolean =>
  words.some((word) => !word.cut && word.start >= start - epsilon && word.start < end);

export type Cuttable = Pick<Transcript, 'paragraphs'> & Partial<Pick<Transcript, 'cuts'>>;

const lists = new WeakMap<readonly unknown[], { cuts: unknown; list: CutList }>();

/**
 * The cut list of a transcript over a recording of this length: its cut words and its cut silences are gone. Built once
 * for a document and remembered.
 */
export const cutListOf = (transcript: Cuttable, durationSeconds: number): CutList => {
  const { paragraphs, cuts } = transcript;
  const known = lists.get(paragraphs);
  if (known && known.cuts === cuts && known.list.durationSeconds === durationSeconds) return known.list;
  const list = buildList(transcript, durationSeconds);
  lists.set(paragraphs, { cuts, list });
  return list;
};

const withCutWords = new WeakMap<Paragraph, boolean>();

const hasCutWords = (paragraph: Paragraph): boolean => {
  const known = withCutWords.get(paragraph) ?? paragraph.words.some(({ cut }) => cut);
  withCutWords.set(paragraph, known);
  return known;
};

const buildList = ({ paragraphs, cuts }: Cuttable, durationSeconds: number): CutList => {
  // Asked for with every letter that is typed: where nothing is cut, only the paragraph that changed is looked at.
  if (!cuts?.length && !paragraphs.some(hasCutWords)) return wholeList(durationSeconds);
  const words = paragraphs.flatMap((paragraph) => paragraph.words.filter(isTimed));
  const sounds = soundsOf(words);
  const gone = wordCuts(words, sounds);
  if (gone.length === 0 && !cuts?.length) return wholeList(durationSeconds);
  // No cut of a silence may touch a word that stays.
  const staying = mergeSpans(sounds.filter((_, index) => !words[index]!.cut));
  const silences = subtractSpans(mergeSpans(cuts ?? []), staying);
  const removed = mergeSpans([...gone, ...silences], epsilon);
  const whole = durationSeconds > 0 ? [{ start: 0, end: durationSeconds }] : [];
  const left = subtractSpans(whole, removed);
  // Words are looked at only for the few remnants that are short, so a long transcript costs nothing.
  const kept = left.filter(
    (span) => left.length === 1 || span.end - span.start >= leastRemnantSeconds || holdsStart(words, span),
  );
  return listOf(kept, durationSeconds);
};

/** Length of what is heard. */
export const editedSeconds = ({ kept, starts }: CutList): number => {
  const last = kept.at(-1);
  return last ? starts.at(-1)! + last.end - last.start : 0;
};

/** How much shorter the recording became. */
export const savedSeconds = (list: CutList): number => Math.max(0, list.durationSeconds - editedSeconds(list));

export const hasCuts = (list: CutList): boolean => savedSeconds(list) > epsilon;

/** How many of ascending numbers are at most `limit`: binary search. */
const countUpTo = (numbers: readonly number[], limit: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
};

const indexUpTo = ({ kept }: CutList, seconds: number): number => {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (kept[middle]!.start <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** The kept stretch a moment of the file falls in; null where it is cut. */
export const keptAt = (list: CutList, fileSeconds: number): Span | null => {
  const span = list.kept[indexUpTo(list, fileSeconds)];
  return span && fileSeconds < span.end ? span : null;
};

/** The first kept stretch that starts after a moment of the file; null where nothing more is heard. */
export const keptAfter = (list: CutList, fileSeconds: number): Span | null =>
  list.kept[indexUpTo(list, fileSeconds) + 1] ?? null;

/** A moment of the file on the clock of the edited sound; what is cut falls on the joint. */
export const toEdited = (list: CutList, fileSeconds: number): number => {
  const index = indexUpTo(list, fileSeconds);
  const span = list.kept[index];
  return span ? list.starts[index]! + (Math.min(fileSeconds, span.end) - span.start) : 0;
};

/** Where in the file a moment of the edited sound comes from; a joint is the start of what follows it. */
export const toFile = (list: CutList, edited: number): number => {
  const index = Math.max(0, countUpTo(list.starts, edited + 1e-9) - 1);
  const span = list.kept[index];
  return span ? Math.min(span.end, span.start + Math.max(0, edited - list.starts[index]!)) : 0;
};

/** Only what lies within `span` of the file: a clip. */
export const clipOf = ({ kept, durationSeconds }: CutList, span: Span): CutList =>
  listOf(
    kept.flatMap(({ start, end }) => {
      const clip = { start: Math.max(start, span.start), end: Math.min(end, span.end) };
      return clip.end - clip.start > epsilon ? [clip] : [];
    }),
    durationSeconds,
  );

const cueOf = (list: CutList, word: Word): Word | null => {
  if (word.cut) return null;
  if (word.start === null || word.end === null) return word;
  const middle = keptAt(list, (word.start + word.end) / 2) ?? keptAt(list, word.start);
  if (!middle) return null;
  const start = toEdited(list, word.start);
  const end = toEdited(list, word.end);
  return end - start > epsilon ? { ...word, start, end } : { ...word, start: null, end: null };
};

/**
 * The transcript of the edited sound: cut words are gone, times are those of the edited clock, and so are cues made from
 * it. Paragraphs that lost all their words are left out. What stands here is for exports, never saved.
 */
export const transcriptAfterCut = (transcript: Transcript, list: CutList): Transcript => {
  const paragraphs = transcript.paragraphs.flatMap((paragraph) => {
    const words = paragraph.words.flatMap((word) => cueOf(list, word) ?? []);
    return words.length > 0 ? [{ ...paragraph, words }] : [];
  });
  return { ...transcript, paragraphs, cuts: [] };
};
