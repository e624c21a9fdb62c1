import type { Word } from '$lib/domain/transcript.ts';

/** Where a word stands in the text on screen, in UTF-16 units. */
export type Stretch = { start: number; end: number };

/**
 * Where each word stands in the text on screen. While somebody types that text has spaces the model does not keep, so
 * the words are sought one behind the other; null for a word the page does not show (yet).
 */
export const stretchesOf = (text: string, words: readonly Word[]): (Stretch | null)[] => {
  let from = 0;
  return words.map((word) => {
    const start = text.indexOf(word.text, from);
    if (start < 0) return null;
    from = start + word.text.length;
    return { start, end: from };
  });
};

/** Index of the word an offset on screen falls in or follows; -1 where there is none. */
export const wordIndexOnScreen = (text: string, words: readonly Word[], offset: number): number => {
  const stretches = stretchesOf(text, words);
  const after = stretches.findIndex((stretch) => stretch !== null && stretch.start > offset);
  return Math.max(words.length > 0 ? 0 : -1, (after < 0 ? words.length : after) - 1);
};

/** The boundary between words nearest to an offset on screen, 0…n: a split never falls inside a word. */
export const boundaryOnScreen = (text: string, words: readonly Word[], offset: number): number => {
  const stretches = stretchesOf(text, words);
  for (const [index, stretch] of stretches.entries()) {
    if (stretch && offset < (stretch.start + stretch.end) / 2) return index;
  }
  return words.length;
};

/** Where the caret goes when `before` was changed to `after` behind its back: behind the changed letters. */
export const caretAfterChange = (before: string, after: string): number => {
  const most = Math.min(before.length, after.length);
  let tail = 0;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return after.length - tail;
};
