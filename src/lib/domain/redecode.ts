import type { Span } from './artifacts.ts';
import { alignWords } from './transcript-align.ts';
import type { Splice } from './transcript-edit.ts';
import type { DraftWord, Paragraph, Transcript, Word } from './transcript.ts';

/** One place where a second hearing differs: these words of the transcript against those. */
export type Difference = {
  id: string;
  before: readonly Word[];
  after: readonly DraftWord[];
  /** The word of the transcript that stands before it, and the paragraph where what is new belongs. */
  behind: string | null;
  paragraph: string;
};

type Placed = { word: Word; paragraph: string };

const middleOf = ({ start, end }: Pick<Word, 'start' | 'end'>): number | null =>
  start === null || end === null ? null : (start + end) / 2;

/** Words within a stretch, those nobody timed with the timed ones around them. */
const placedIn = (paragraphs: readonly Paragraph[], range: Span): Placed[] => {
  const all = paragraphs.flatMap((paragraph) => paragraph.words.map((word) => ({ word, paragraph: paragraph.id })));
  const isIn = ({ word }: Placed) => {
    const middle = middleOf(word);
    return middle !== null && middle >= range.start && middle <= range.end;
  };
  const [first, last] = [all.findIndex(isIn), all.findLastIndex(isIn)];
  return first < 0 ? [] : all.slice(first, last + 1);
};

/** Where a second hearing of a stretch differs from the transcript, in order; nothing where it heard the same. */
export const differencesOf = (
  transcript: Pick<Transcript, 'paragraphs'>,
  range: Span,
  heard: readonly DraftWord[],
): Difference[] => {
  const words = placedIn(transcript.paragraphs, range);
  const all = transcript.paragraphs.flatMap((paragraph) => paragraph.words);
  const before = words[0]
    ? all[all.indexOf(words[0].word) - 1]
    : all.findLast(({ start }) => start !== null && start <= range.start);
  const pairs = alignWords(
    words.map(({ word }) => word.text),
    heard.map(({ text }) => text),
  );
  const found: Difference[] = [];
  let behind = before?.id ?? null;
  let paragraph = words[0]?.paragraph ?? nearest(transcript.paragraphs, range);
  let open: { before: Word[]; after: DraftWord[]; behind: string | null; paragraph: string } | null = null;
  const close = () => {
    if (open) found.push({ ...open, id: `${found.length}` });
    open = null;
  };
  for (const pair of pairs) {
    const old = pair.before === null ? undefined : words[pair.before]!;
    const fresh = pair.after === null ? undefined : heard[pair.after]!;
    if (old && fresh && old.word.text === fresh.text) close();
    else {
      open ??= { before: [], after: [], behind, paragraph: old?.paragraph ?? paragraph };
      if (old) open.before.push(old.word);
      if (fresh) open.after.push(fresh);
    }
    if (old) [behind, paragraph] = [old.word.id, old.paragraph];
  }
  close();
  return found;
};

/** The paragraph a stretch without words belongs to: the last that begins before it. */
const nearest = (paragraphs: readonly Paragraph[], range: Span): string => {
  const begun = paragraphs.findLast(({ words }) => words.some(({ start }) => start !== null && start <= range.start));
  return (begun ?? paragraphs[0])?.id ?? '';
};

/** Times that fit strictly between two neighbours; none where there is no room. */
const fitted = (words: readonly DraftWord[], from: number, until: number): (Span | null)[] => {
  const step = 0.01;
  const room = until - from > step * (words.length + 1);
  let previous = from;
  return words.map(({ start, end }, index) => {
    if (!room) return null;
    const latest = until - step * (words.length - index);
    const at = Math.max(previous + step, Math.min(start, latest));
    const stop = Math.min(Math.max(end, at + step), until);
    previous = at;
    return { start: at, end: stop };
  });
};

/**
 * The edit that puts what was heard the second time in the place of what stands there; null where the transcript has
 * moved on and the place is no more. Only the paragraphs touched change.
 */
export const acceptDifference = (
  transcript: Pick<Transcript, 'paragraphs'>,
  difference: Difference,
  makeId: () => string,
): Splice | null => {
  const { paragraphs } = transcript;
  const gone = new Set(difference.before.map(({ id }) => id));
  const all = paragraphs.flatMap((paragraph) => paragraph.words);
  if (difference.before.some(({ id, text }) => all.find((word) => word.id === id)?.text !== text)) return null;
  const holder = paragraphs.findIndex(({ id }) => id === difference.paragraph);
  if (holder < 0) return null;
  const behindAt = difference.behind === null ? -1 : all.findIndex(({ id }) => id === difference.behind);
  if (difference.behind !== null && behindAt < 0) return null;
  const from = all.slice(0, behindAt + 1).findLast(({ start }) => start !== null)?.start ?? -0.01;
  const next = all.slice(behindAt + 1).find(({ id, start }) => start !== null && !gone.has(id));
  const times = fitted(difference.after, from, next?.start ?? Infinity);
  const fresh = difference.after.map((word, index): Word => ({
    id: makeId(),
    text: word.text,
    start: times[index]?.start ?? null,
    end: times[index]?.end ?? null,
    conf: word.probability,
    confTime: null,
    origin: 'machine',
    ...(word.joined && { joined: true }),
  }));
  const touched = paragraphs.map((paragraph, index) => {
    const isTouched = index === holder || paragraph.words.some(({ id }) => gone.has(id));
    if (!isTouched) return null;
    if (index !== holder) return { ...paragraph, words: paragraph.words.filter(({ id }) => !gone.has(id)) };
    return { ...paragraph, words: putIn(paragraph.words, fresh, { gone, behind: difference.behind }) };
  });
  const first = touched.findIndex((each) => each !== null);
  const last = touched.findLastIndex((each) => each !== null);
  const rows = paragraphs.slice(first, last + 1).map((paragraph, index) => touched[first + index] ?? paragraph);
  const kept = rows.filter(({ words }) => words.length > 0 || rows.length === 1);
  return { kind: 'splice', at: first, remove: rows.length, paragraphs: kept, parts: null };
};

const putIn = (
  words: readonly Word[],
  fresh: readonly Word[],
  { gone, behind }: { gone: ReadonlySet<string>; behind: string | null },
): Word[] => {
  const firstGone = words.findIndex(({ id }) => gone.has(id));
  const at = firstGone >= 0 ? firstGone : words.findIndex(({ id }) => id === behind) + 1;
  return [...words.slice(0, at), ...fresh, ...words.slice(at)].filter(({ id }) => !gone.has(id));
};
