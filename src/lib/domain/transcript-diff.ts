import { alignWords } from './transcript-align.ts';
import { paragraphText, spanOf, type Paragraph, type Word } from './transcript.ts';

/** A stretch of a paragraph as both versions read together. */
export type Piece = { kind: 'same' | 'added' | 'removed'; text: string };

/** In what two versions of a paragraph may differ. `cuts`: other words are left out. */
export const differences = ['text', 'speaker', 'times', 'cuts'] as const;
export type Difference = (typeof differences)[number];

/** One paragraph in two versions, in the order of reading. */
export type ParagraphChange =
  | { kind: 'same'; before: Paragraph; after: Paragraph }
  | {
      kind: 'changed';
      before: Paragraph;
      after: Paragraph;
      pieces: readonly Piece[];
      differs: readonly Difference[];
    }
  | { kind: 'added'; before: null; after: Paragraph }
  | { kind: 'removed'; before: Paragraph; after: null };

/** Beyond this many cells paragraphs are paired by position: nobody reads such a comparison anyhow. */
const mostCells = 4_000_000;

/** Share of the shorter one's time that two paragraphs have in common. */
const sharedTime = (a: Paragraph, b: Paragraph): number => {
  const [one, two] = [spanOf(a.words), spanOf(b.words)];
  if (!one || !two) return 0;
  const shared = Math.min(one.end, two.end) - Math.max(one.start, two.start);
  return shared / Math.max(0.001, Math.min(one.end - one.start, two.end - two.start));
};

const readsSame = (a: Paragraph, b: Paragraph): boolean =>
  a === b || (a.speaker === b.speaker && paragraphText(a) === paragraphText(b));

/** Seconds; what is written to a file and read again may be rounded to milliseconds. */
const isNear = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 0.0005);

const isCut = ({ cut }: Word): boolean => cut ?? false;

/** Words that stand in both: by place where both read the same, else by id. */
const sharedWords = (a: Paragraph, b: Paragraph, isRead: boolean): [Word, Word][] => {
  const byId = new Map(isRead ? [] : b.words.map((word) => [word.id, word]));
  return a.words.flatMap((word, index): [Word, Word][] => {
    const other = isRead ? b.words[index] : byId.get(word.id);
    return other ? [[word, other]] : [];
  });
};

/** Times are told only of paragraphs that read the same: what is typed anew is timed anew. */
export const differencesOf = (a: Paragraph, b: Paragraph): Difference[] => {
  if (a === b) return [];
  const isRead = paragraphText(a) === paragraphText(b) && a.words.length === b.words.length;
  const shared = sharedWords(a, b, isRead);
  const isMoved = ([one, two]: [Word, Word]) => !isNear(one.start, two.start) || !isNear(one.end, two.end);
  const found: Record<Difference, boolean> = {
    text: paragraphText(a) !== paragraphText(b),
    speaker: a.speaker !== b.speaker,
    times: isRead && shared.some(isMoved),
    cuts: shared.some(([one, two]) => isCut(one) !== isCut(two)),
  };
  return differences.filter((difference) => found[difference]);
};

/** How surely two paragraphs are the same one in two versions; 0 for not at all. */
const likeness = (a: Paragraph, b: Paragraph): number => {
  if (readsSame(a, b)) return 4;
  if (a.id === b.id) return 3;
  return sharedTime(a, b) > 0.5 ? 2 : 0;
};

type Pair = { before: Paragraph | null; after: Paragraph | null };

/** The pairing of greatest likeness that keeps the order (as the longest common subsequence does, with weights). */
const pairUp = (before: readonly Paragraph[], after: readonly Paragraph[]): Pair[] => {
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  const scores = before.map((one) => after.map((two) => likeness(one, two)));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const alone = Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!);
      const score = scores[i]![j]!;
      best[i * width + j] = score > 0 ? Math.max(alone, score + best[(i + 1) * width + j + 1]!) : alone;
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const here = best[i * width + j]!;
    const score = i < before.length && j < after.length ? scores[i]![j]! : 0;
    if (score > 0 && here === score + best[(i + 1) * width + j + 1]!) {
      pairs.push({ before: before[i++]!, after: after[j++]! });
    } else if (i < before.length && (j === after.length || here === best[(i + 1) * width + j]!)) {
      pairs.push({ before: before[i++]!, after: null });
    } else pairs.push({ before: null, after: after[j++]! });
  }
  return pairs;
};

const byPosition = (before: readonly Paragraph[], after: readonly Paragraph[]): Pair[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    before: before[index] ?? null,
    after: after[index] ?? null,
  }));

/** The words of both, those that stand in one only marked; equal neighbours are one piece. */
export const piecesOf = (before: Pick<Paragraph, 'words'>, after: Pick<Paragraph, 'words'>): Piece[] => {
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: `${last.text} ${text}` };
    else pieces.push({ kind, text });
  };
  const [old, now] = [before.words.map(({ text }) => text), after.words.map(({ text }) => text)];
  let removed: string[] = [];
  let added: string[] = [];
  const settle = () => {
    if (removed.length > 0) add('removed', removed.join(' '));
    if (added.length > 0) add('added', added.join(' '));
    [removed, added] = [[], []];
  };
  for (const pair of alignWords(old, now)) {
    const one = pair.before === null ? null : old[pair.before]!;
    const two = pair.after === null ? null : now[pair.after]!;
    if (one !== null && one === two) {
      settle();
      add('same', one);
      continue;
    }
    if (one !== null) removed.push(one);
    if (two !== null) added.push(two);
  }
  settle();
  return pieces;
};

const toChange = ({ before, after }: Pair): ParagraphChange => {
  if (!before) return { kind: 'added', before: null, after: after! };
  if (!after) return { kind: 'removed', before, after: null };
  const differs = differencesOf(before, after);
  if (differs.length === 0) return { kind: 'same', before, after };
  return { kind: 'changed', before, after, pieces: piecesOf(before, after), differs };
};

/** What became of each paragraph between two versions. What both share at their ends is not looked at twice. */
export const compareParagraphs = (before: readonly Paragraph[], after: readonly Paragraph[]): ParagraphChange[] => {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && readsSame(before[head]!, after[head]!)) head += 1;
  let tail = 0;
  while (tail < most - head && readsSame(before.at(-1 - tail)!, after.at(-1 - tail)!)) tail += 1;
  const old = before.slice(head, before.length - tail);
  const now = after.slice(head, after.length - tail);
  const middle = old.length * now.length > mostCells ? byPosition(old, now) : pairUp(old, now);
  const ends = (from: number, until: number, shift: number): Pair[] =>
    before.slice(from, until).map((one, index) => ({ before: one, after: after[from + shift + index]! }));
  return [
    ...ends(0, head, 0),
    ...middle,
    ...ends(before.length - tail, before.length, after.length - before.length),
  ].map(toChange);
};
