import type { Database } from '@sqlite.org/sqlite-wasm';
import { searchKey } from '$lib/core/search.ts';

/** Words offered in the place of one nobody said. */
const mostAlternatives = 5;

/** Mistakes allowed in a word of this many letters. */
export const mistakesIn = (length: number): number => (length < 4 ? 0 : length < 7 ? 1 : 2);

/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, each counted one.
 * Gives `limit + 1` as soon as it must be greater than `limit`. (Damerau 1964, restricted; three rows in memory.)
 */
export const editDistance = (left: string, right: string, limit: number): number => {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= right.length; j += 1) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (isSwap) value = Math.min(value, beforeLast[j - 2]! + 1);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return last[right.length]!;
};

/** Words that were said and look most like this one, the closest first. Those said in a passage that is gone do not count. */
export const alternatives = (database: Database, word: string): string[] => {
  const asked = searchKey(word);
  const limit = mistakesIn(asked.length);
  if (limit === 0) return [];
  const near = database
    .selectValues('select term from terms where length between ? and ?', [asked.length - limit, asked.length + limit])
    .map((term) => ({ term: String(term), distance: editDistance(asked, String(term), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || Number(b.term[0] === asked[0]) - Number(a.term[0] === asked[0]));
  const isSaid = ({ term }: { term: string }) =>
    database.selectValue('select 1 from texts where texts match ? limit 1', `"${term}"`) === 1;
  const [closest] = near;
  return near
    .filter(({ distance }) => distance === closest!.distance)
    .filter(isSaid)
    .slice(0, mostAlternatives)
    .map(({ term }) => term);
};
