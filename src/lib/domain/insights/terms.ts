import { termKey } from './counted.ts';
import type { Reading } from './reading.ts';

/** A word that carries a subject: how often it is said in the whole library, and in how many recordings it is frequent. */
export type Term = { text: string; count: number; recordings: number };

/**
 * The words said most, of those some recording is about: what is frequent there and is no stop word. `counts` is every
 * word of every transcript by its key (`countTerms`).
 */
export const termsOf = (readings: readonly Reading[], counts: ReadonlyMap<string, number>, limit: number): Term[] => {
  const terms = new Map<string, Term>();
  for (const { terms: frequent } of readings) {
    for (const text of frequent) {
      const key = termKey(text);
      const known = terms.get(key);
      if (known) known.recordings += 1;
      else if (key !== '') terms.set(key, { text, count: counts.get(key) ?? 0, recordings: 1 });
    }
  }
  return [...terms.values()]
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count || a.text.localeCompare(b.text))
    .slice(0, limit);
};

/** What may follow a stem in another form of the same word. */
const inflection = /^(?:e?s?|e?d|ing|y|ies?|er(?:s|ed|ing)?)$/u;

/** A stem (Porter) as it is said most: `hive` for `hives`, `coloni` for `colony`. The stem itself where nobody says any. */
export const saidAs = (stem: string, counts: ReadonlyMap<string, number>): string => {
  const beginning = stem.length > 3 ? stem.replace(/[iey]$/u, '') : stem;
  let best = stem;
  for (const [word, count] of counts) {
    const isForm = word.startsWith(beginning) && inflection.test(word.slice(beginning.length));
    if (isForm && count > (counts.get(best) ?? 0)) best = word;
  }
  return best;
};
