import type { TokenSegment } from './segments.ts';
import type { TokenWord } from './words.ts';

/** Shortest word, and smallest step from one start to the next. */
const leastSeconds = 0.02;

/** No word is drawn out longer than this: attention lingers in a pause after a word. */
const longest = (text: string): number => 0.5 + 0.1 * text.trim().length;

type Timed = { start: number; end: number };

/** Times of words by when their tokens begin (`alignTokens`), kept near their segment and within plausible lengths. */
export const alignedTimes = (words: readonly TokenWord[], starts: Float32Array, segment: TokenSegment): Timed[] =>
  words.map((word, index) => {
    let start = starts[word.from]!;
    let end = starts[word.to]!;
    if (index === 0) start = Math.max(start, Math.min(segment.start, end - leastSeconds));
    if (index === 0) start = Math.max(start, end - longest(word.text));
    end = Math.min(end, start + longest(word.text));
    return { start, end };
  });

/** Times in proportion to the letters, for models that do not show where they look. */
export const spreadTimes = (words: readonly TokenWord[], segment: TokenSegment): Timed[] => {
  const letters = words.map((word) => word.text.trim().length + 1);
  const total = letters.reduce((sum, count) => sum + count, 0);
  const second = (segment.end - segment.start) / total;
  let at = segment.start;
  return letters.map((count) => {
    const start = at;
    at += count * second;
    return { start, end: at };
  });
};

/** Moves times as little as it takes for starts to rise strictly, words to have length and none to leave the window. */
export const inOrder = <T extends Timed>(words: readonly T[], windowSeconds: number): T[] => {
  const limit = Math.max(0, windowSeconds);
  const step = Math.min(leastSeconds, limit / Math.max(1, words.length));
  let previous = -Infinity;
  const starts = words.map((word, index) => {
    const latest = limit - (words.length - index) * step;
    previous = Math.max(previous + step, Math.min(word.start, latest));
    previous = Math.max(0, previous);
    return previous;
  });
  return words.map((word, index) => {
    const next = starts[index + 1] ?? limit;
    const start = starts[index]!;
    return { ...word, start, end: Math.max(start + step, Math.min(word.end, next)) };
  });
};

/** Mean probability of a word's own tokens. */
export const wordProbability = (word: TokenWord, logProbabilities: readonly number[]): number => {
  const own = logProbabilities.slice(word.from, word.to);
  return own.reduce((sum, value) => sum + Math.exp(value), 0) / Math.max(1, own.length);
};
