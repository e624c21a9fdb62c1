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

/** Words of one length that were ever said, with the letters of each as bits. */
type Known = { count: number; terms: readonly string[]; letters: Int32Array };

/** By connection, then by length: between two keystrokes nothing is read again. */
const known = new WeakMap<Database, Map<number, Known>>();

/** One bit for each letter of a word, of 31: words few mistakes apart differ in few of them. */
const lettersOf = (word: string): number => {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) % 31);
  return bits;
};

const countBits = (bits: number): number => {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
};

/** To be called when words were taken out. */
export const forgetWords = (database: Database): void => void known.delete(database);

/** Words are otherwise only ever added, so their number tells whether there are new ones. */
const wordsOf = (database: Database, length: number): Known => {
  const byLength = known.get(database) ?? new Map<number, Known>();
  known.set(database, byLength);
  const count = Number(database.selectValue('select count(*) from terms where length = ?', length));
  const found = byLength.get(length);
  if (found?.count === count) return found;
  // One long text comes out of SQLite far faster than a row a word.
  const all = database.selectValue("select group_concat(term, ' ') from terms where length = ?", length);
  const terms = all === null || all === undefined ? [] : String(all).split(' ');
  const words = { count, terms, letters: Int32Array.from(terms, lettersOf) };
  byLength.set(length, words);
  return words;
};

type Near = { term: string; distance: number };

/** Words at most `limit` mistakes away. A mistake changes two letters of a word at most. */
const nearTo = (database: Database, asked: string, limit: number): Near[] => {
  const near: Near[] = [];
  const letters = lettersOf(asked);
  for (let length = Math.max(1, asked.length - limit); length <= asked.length + limit; length += 1) {
    const words = wordsOf(database, length);
    words.terms.forEach((term, at) => {
      if (countBits(letters ^ words.letters[at]!) > 2 * limit) return;
      const distance = editDistance(asked, term, limit);
      if (distance <= limit) near.push({ term, distance });
    });
  }
  return near;
};

/** Words that were said and look most like this one, the closest first. Those said in a passage that is gone do not count. */
export const alternatives = (database: Database, word: string): string[] => {
  const asked = searchKey(word);
  const limit = mistakesIn(asked.length);
  if (limit === 0) return [];
  const sameStart = ({ term }: Near) => Number(term[0] === asked[0]);
  const near = nearTo(database, asked, limit).sort((a, b) => a.distance - b.distance || sameStart(b) - sameStart(a));
  const found: string[] = [];
  for (const { term, distance } of near) {
    if (distance > near[0]!.distance || found.length === mostAlternatives) break;
    const isSaid = database.selectValue('select 1 from texts where texts match ? limit 1', `"${term}"`) === 1;
    if (isSaid) found.push(term);
  }
  return found;
};
