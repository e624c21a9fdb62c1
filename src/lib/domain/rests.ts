import type { Span } from './artifacts.ts';
import { pauseSeconds } from './transcript-statistics.ts';
import { spanOf, type Paragraph, type Word } from './transcript.ts';

/** A pause that is seen in the text, and can be taken out, behind the word of this index. Seconds. */
export type Rest = Span & { after: number };

/** The rests between the words of a paragraph; none where a time is not known. */
export const restsOf = (words: readonly Word[]): Rest[] =>
  words.slice(1).flatMap(({ start }, after) => {
    const { end } = words[after]!;
    return start !== null && end !== null && start - end > pauseSeconds ? [{ after, start: end, end: start }] : [];
  });

const spans = new WeakMap<Paragraph, Span | null>();

/** Looked for once in each: the rows of the transcript ask with every letter. */
const spanIn = (paragraph: Paragraph): Span | null => {
  if (!spans.has(paragraph)) spans.set(paragraph, spanOf(paragraph.words));
  return spans.get(paragraph)!;
};

/** The rest between two paragraphs that stand behind one another; null where there is none worth seeing. */
export const restBetween = (before: Paragraph | undefined, after: Paragraph): Span | null => {
  const start = before && spanIn(before)?.end;
  const end = spanIn(after)?.start;
  return start !== undefined && end !== undefined && end - start > pauseSeconds ? { start, end } : null;
};
