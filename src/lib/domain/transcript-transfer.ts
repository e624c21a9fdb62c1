import { alignWords } from './transcript-align.ts';
import { normaliseWord } from './transcript-words.ts';
import type { Paragraph, Word } from './transcript.ts';

/** Words a run needs to be an anchor; and the longest stretch that is aligned word by word at once. */
const anchorWords = 3;
const longestStretch = 1500;

type Anchor = { before: number; after: number };

/** Runs of three words that occur once in each text, where both texts agree on their order. */
const anchorsOf = (before: readonly string[], after: readonly string[]): Anchor[] => {
  const once = (words: readonly string[]): Map<string, number> => {
    const places = new Map<string, number>();
    for (let at = 0; at + anchorWords <= words.length; at++) {
      const key = words.slice(at, at + anchorWords).join(' ');
      places.set(key, places.has(key) ? -1 : at);
    }
    return places;
  };
  const there = once(before);
  const both = [...once(after)].flatMap(([key, at]) => {
    const other = there.get(key) ?? -1;
    return at >= 0 && other >= 0 ? [{ before: other, after: at }] : [];
  });
  return rising(both.sort((one, two) => one.after - two.after));
};

/** Longest part whose `before` rises too (longest increasing subsequence, by patience sorting). */
const rising = (anchors: readonly Anchor[]): Anchor[] => {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, { before }] of anchors.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (anchors[tails[middle]!]!.before < before) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? tails[low - 1]! : -1;
    tails[low] = index;
  }
  const found: Anchor[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]!) found.push(anchors[at]!);
  return found.reverse();
};

/**
 * Which word of `before` stands for each word of `after`, or null. Long texts are cut at what both share first
 * (patience diff, Bram Cohen), so that the alignment by edit distance stays small.
 */
export const counterparts = (before: readonly string[], after: readonly string[]): (number | null)[] => {
  const found: (number | null)[] = after.map(() => null);
  const [one, two] = [before.map(normaliseWord), after.map(normaliseWord)];
  const ends = [...anchorsOf(one, two), { before: one.length, after: two.length }];
  let from = { before: 0, after: 0 };
  for (const to of ends) {
    const stretch = { before: to.before - from.before, after: to.after - from.after };
    if (stretch.before <= longestStretch && stretch.after <= longestStretch) {
      for (const pair of alignWords(one.slice(from.before, to.before), two.slice(from.after, to.after))) {
        if (pair.before !== null && pair.after !== null) found[from.after + pair.after] = from.before + pair.before;
      }
    }
    from = to;
  }
  return found;
};

const isTimed = (word: Word): word is Word & { start: number; end: number } => word.start !== null && word.end !== null;

/** Whether enough of the words have a time of their own to be taken as timed. */
export const hasTimes = (paragraphs: readonly Paragraph[]): boolean => {
  const words = paragraphs.flatMap((paragraph) => paragraph.words);
  return words.filter(isTimed).length * 2 > words.length;
};

/**
 * A text that somebody typed, with the times of words that were heard: equal words and those that stand for them take
 * theirs; the others lie between their neighbours wherever they are shown. Changes nothing given.
 */
export const withTimesOf = (heard: readonly Word[], typed: readonly Paragraph[]): Paragraph[] => {
  const timed = heard.filter(isTimed);
  const words = typed.flatMap((paragraph) => paragraph.words);
  const places = counterparts(
    timed.map(({ text }) => text),
    words.map(({ text }) => text),
  );
  let index = 0;
  let latest = -Infinity;
  const settle = (word: Word): Word => {
    const source = places[index++];
    const from = source === null || source === undefined ? undefined : timed[source];
    if (!from || from.start <= latest) return { ...word, start: null, end: null };
    latest = from.start;
    return { ...word, start: from.start, end: from.end, confTime: from.confTime };
  };
  return typed.map((paragraph) => ({ ...paragraph, words: paragraph.words.map(settle) }));
};
