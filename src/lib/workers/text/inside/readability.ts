import type { Readability, Vocabulary } from '$lib/domain/analysis.ts';
import { countOf } from './vectors.ts';

const silentEnd = /(?:[^laeiouysxzcg](?<![cs]h)es|[^aeiouydt]ed|[^l]e)$/u;
/** Frequent words whose middle vowel is written and not said. */
const swallowed = /^(every|evening|business|people|different)/u;
const vowels = /[aeiouy]+/gu;
/** Two vowels said apart: "science", "idea", "creating", "radio", "usual". */
const apart =
  /(?:ia(?!l\b|n\b|ge)|(?<=[nrv])ial\b|ea\b|i[ou](?!s\b|n\b)|eo(?!u)|ua(?!r)|ue[lnt]|uo|[aeiouy]ing\b|ie[tn]|iu|ea(?:te|ti)|eate|oe[mt])/gu;

/** Syllables of an English word by its letters: groups of vowels, silent endings off, vowels said apart on. At least 1. */
export const syllablesOf = (word: string): number => {
  const lower = word
    .toLowerCase()
    .replace(/['’]s?$/u, '')
    .replace(/[^a-z]/gu, '');
  if (lower.length <= 3) return 1;
  const core = lower.replace(silentEnd, (end) => end[0]!).replace(/^y/u, '');
  const groups = core.match(vowels)?.length ?? 0;
  const spoken = groups + (core.match(apart)?.length ?? 0);
  return Math.max(1, swallowed.test(lower) ? spoken - 1 : spoken);
};

/**
 * Reading ease (Flesch 1948), grade (Kincaid et al. 1975) and fog (Gunning 1952) of what was said. They were made for
 * written English and need sentences: null for fewer than 100 words.
 */
export const readabilityOf = (sentences: readonly (readonly string[])[]): Readability | null => {
  const words = sentences.flat();
  if (words.length < 100 || sentences.length === 0) return null;
  const syllables = words.map(syllablesOf);
  const total = syllables.reduce((sum, count) => sum + count, 0);
  const wordsPerSentence = words.length / sentences.length;
  const perWord = total / words.length;
  const complex = syllables.filter((count) => count >= 3).length / words.length;
  return {
    readingEase: 206.835 - 1.015 * wordsPerSentence - 84.6 * perWord,
    grade: 0.39 * wordsPerSentence + 11.8 * perWord - 15.59,
    fog: 0.4 * (wordsPerSentence + 100 * complex),
    wordsPerSentence,
  };
};

const window = 50;
const mostFrequent = 20;

/** Mean share of different words in each window of 50; its value does not hang on the length of the text. */
const varietyOf = (words: readonly string[]): number | null => {
  if (words.length < window) return null;
  const inside = countOf(words.slice(0, window));
  let sum = inside.size;
  for (let at = window; at < words.length; at += 1) {
    const [gone, come] = [words[at - window]!, words[at]!];
    const left = inside.get(gone)! - 1;
    if (left === 0) inside.delete(gone);
    else inside.set(gone, left);
    inside.set(come, (inside.get(come) ?? 0) + 1);
    sum += inside.size;
  }
  return sum / (words.length - window + 1) / window;
};

const mostContent = 400;

/** `shown` are the words that carry the subject as they are said, `stems` the same without their endings. */
export const vocabularyOf = (
  words: readonly string[],
  shown: readonly string[],
  stems: readonly string[],
): Vocabulary => ({
  words: words.length,
  different: new Set(words).size,
  variety: varietyOf(words),
  frequent: [...countOf(shown)]
    .map(([text, count]) => ({ text, count }))
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count || a.text.localeCompare(b.text))
    .slice(0, mostFrequent),
  content: [...countOf(stems)]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostContent)
    .map(([stem]) => stem),
});
