import { normaliseWord } from './transcript-words.ts';

/** One step of an alignment; null on the side that has no counterpart. `same`: equal but for case and punctuation. */
export type Pair = { before: number | null; after: number | null; same: boolean };

/** Beyond this many cells the table is not worth its memory: words are paired by position instead. */
const maxCells = 4_000_000;

const substitution = 2;
const step = 1;

/** Share of letters two words have in common at both ends, 0…1. Only breaks ties between equally cheap alignments. */
const likeness = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return (head + tail) / Math.max(a.length, b.length, 1);
};

const pairByPosition = (before: readonly string[], after: readonly string[]): Pair[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    before: index < before.length ? index : null,
    after: index < after.length ? index : null,
    same: before[index] === after[index],
  }));

/** Cheapest cost of aligning the first i words before with the first j after, row by row. */
const costTable = (before: readonly string[], after: readonly string[]): Float32Array => {
  const width = after.length + 1;
  const costs = new Float32Array((before.length + 1) * width);
  for (let i = 0; i <= before.length; i += 1) costs[i * width] = i * step;
  for (let j = 0; j <= after.length; j += 1) costs[j] = j * step;
  for (let i = 1; i <= before.length; i += 1) {
    for (let j = 1; j <= after.length; j += 1) {
      const diagonal = costs[(i - 1) * width + j - 1]! + pairCost(before[i - 1]!, after[j - 1]!);
      const shorter = Math.min(costs[(i - 1) * width + j]!, costs[i * width + j - 1]!) + step;
      costs[i * width + j] = Math.min(diagonal, shorter);
    }
  }
  return costs;
};

const pairCost = (a: string, b: string): number => (a === b ? 0 : substitution - 0.01 * likeness(a, b));

/**
 * Word alignment by edit distance (Levenshtein 1966; substitution 2, insertion and deletion 1) on normalised words.
 * Where a substitution costs the same as a deletion with an insertion it is preferred: a corrected word keeps its time.
 */
export const alignWords = (wordsBefore: readonly string[], wordsAfter: readonly string[]): Pair[] => {
  const before = wordsBefore.map(normaliseWord);
  const after = wordsAfter.map(normaliseWord);
  if (before.length * after.length > maxCells) return pairByPosition(before, after);
  const costs = costTable(before, after);
  const width = after.length + 1;
  const pairs: Pair[] = [];
  let i = before.length;
  let j = after.length;
  while (i > 0 || j > 0) {
    const here = costs[i * width + j]!;
    const cost = i > 0 && j > 0 ? pairCost(before[i - 1]!, after[j - 1]!) : Infinity;
    if (cost !== Infinity && Math.abs(costs[(i - 1) * width + j - 1]! + cost - here) < 1e-3) {
      pairs.push({ before: --i, after: --j, same: cost === 0 });
    } else if (j > 0 && (i === 0 || Math.abs(costs[i * width + j - 1]! + step - here) < 1e-3)) {
      pairs.push({ before: null, after: --j, same: false });
    } else {
      pairs.push({ before: --i, after: null, same: false });
    }
  }
  return pairs.reverse();
};
