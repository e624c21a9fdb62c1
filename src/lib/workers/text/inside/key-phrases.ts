import type { KeyPhrase } from '$lib/domain/analysis.ts';
import type { Place, Sentence } from '$lib/domain/sentences.ts';
import type { Term } from './english.ts';
import { placeIn } from './places.ts';

const mostPhrases = 20;
const mostWords = 4;

type Candidate = { key: string; terms: readonly Term[]; place: Place | null };

const isNoun = ({ pos }: Term): boolean => pos === 'NOUN' || pos === 'PROPN';
const isInside = (term: Term): boolean => !term.isStop && (isNoun(term) || term.pos === 'ADJ') && term.text.length > 1;

/** Runs of adjectives and nouns that end in a noun. */
const runsOf = (terms: readonly Term[]): Term[][] => {
  const runs: Term[][] = [[]];
  for (const term of terms) {
    if (isInside(term)) runs.at(-1)!.push(term);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  return runs
    .map((run) => run.slice(0, run.findLastIndex(isNoun) + 1))
    .filter((run) => run.length > 0)
    .map((run) => run.slice(-mostWords));
};

const candidatesOf = (sentence: Sentence, terms: readonly Term[]): Candidate[] =>
  runsOf(terms).flatMap((run) =>
    run.map((_, from) => {
      const part = run.slice(from);
      const place = placeIn(sentence, part[0]!.start, part.at(-1)!.end);
      return { key: part.map(({ stem }) => stem).join(' '), terms: part, place };
    }),
  );

type Scored = { key: string; shown: string; count: number; places: Place[]; firstAt: number };

const gather = (candidates: readonly Candidate[]): Map<string, Scored> => {
  const found = new Map<string, Scored>();
  candidates.forEach(({ key, terms, place }, at) => {
    const isName = terms.every(({ pos }) => pos === 'PROPN');
    const shown = terms.map(({ text, lower }) => (isName ? text : lower)).join(' ');
    const known = found.get(key) ?? { key, shown, count: 0, places: [], firstAt: at };
    known.count += 1;
    if (place) known.places.push(place);
    found.set(key, known);
  });
  return found;
};

/** Mean count of the longer phrases this one is the end or a part of, and how many they are. */
const nestedIn = (phrase: Scored, all: readonly Scored[]): { mean: number; share: number } => {
  const longer = all.filter(({ key }) => key !== phrase.key && ` ${key} `.includes(` ${phrase.key} `));
  const counts = longer.map(({ count }) => count);
  return {
    mean: counts.length === 0 ? 0 : counts.reduce((sum, count) => sum + count, 0) / counts.length,
    share: counts.length === 0 ? 0 : Math.max(...counts) / phrase.count,
  };
};

/**
 * Noun phrases by C-value (Frantzi, Ananiadou and Mima 2000), log2(length + 1) in the place of log2(length) so that single
 * words count, and a little more for what is said early. A phrase that mostly stands inside a longer one gives way to it.
 */
export const keyPhrasesOf = (sentences: readonly Sentence[], terms: readonly (readonly Term[])[]): KeyPhrase[] => {
  const found = gather(sentences.flatMap((sentence, index) => candidatesOf(sentence, terms[index]!)));
  const all = [...found.values()];
  const last = Math.max(1, ...all.map(({ firstAt }) => firstAt));
  const scored = all.flatMap((phrase) => {
    const words = phrase.key.split(' ').length;
    const nested = nestedIn(phrase, all);
    if (nested.share > 0.7 && !(words === 1 && phrase.count > 3)) return [];
    const early = 1 + 0.3 * (1 - phrase.firstAt / last);
    const score = Math.log2(words + 1) * (phrase.count - 0.5 * nested.mean) * early;
    return score > 0 ? [{ text: phrase.shown, score, places: phrase.places }] : [];
  });
  return scored.sort((a, b) => b.score - a.score).slice(0, mostPhrases);
};
