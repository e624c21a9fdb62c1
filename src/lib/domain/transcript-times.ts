import { minWordSeconds } from './transcript-retime.ts';
import type { Paragraph, Word } from './transcript.ts';

type Timed = Word & { start: number; end: number };
const isTimed = (word: Word): word is Timed => word.start !== null;

/** Known words on both sides of one, over the whole transcript. */
const neighbours = (paragraphs: readonly Paragraph[], id: string) => {
  const words = paragraphs.flatMap((paragraph) => paragraph.words);
  const at = words.findIndex((word) => word.id === id);
  return {
    word: words[at],
    previous: words.slice(0, Math.max(0, at)).findLast(isTimed),
    next: words.slice(at + 1).find(isTimed),
  };
};

const withTimes = (paragraphs: Paragraph[], times: ReadonlyMap<string, { start: number; end: number }>): Paragraph[] =>
  paragraphs.map((paragraph) =>
    paragraph.words.some((word) => times.has(word.id))
      ? {
          ...paragraph,
          words: paragraph.words.map((word) => {
            const given = times.get(word.id);
            return given ? { ...word, ...given, confTime: 1 } : word;
          }),
        }
      : paragraph,
  );

/**
 * Gives a word new times in seconds. What it reaches into is taken from the neighbours, which keep at least
 * `minWordSeconds` each; a request beyond that is cut back, and one that cannot be met at all changes nothing.
 */
export const stealTimes = (
  paragraphs: Paragraph[],
  edit: { word: string; start: number; end: number },
): Paragraph[] => {
  const { word, previous, next } = neighbours(paragraphs, edit.word);
  const earliest = previous ? previous.start + minWordSeconds : 0;
  const latest = next ? next.end - minWordSeconds : Infinity;
  const start = Math.min(Math.max(edit.start, earliest), latest - minWordSeconds);
  const end = Math.min(Math.max(edit.end, start + minWordSeconds), latest);
  if (!word || !Number.isFinite(start) || !Number.isFinite(end)) return paragraphs;
  if (start < earliest || (start === word.start && end === word.end)) return paragraphs;
  const times = new Map([[word.id, { start, end }]]);
  if (previous && previous.end > start) times.set(previous.id, { start: previous.start, end: start });
  if (next && next.start < end) times.set(next.id, { start: end, end: next.end });
  return withTimes(paragraphs, times);
};
