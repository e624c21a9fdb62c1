import type { Span } from './artifacts.ts';
import { pauseSeconds } from './transcript-statistics.ts';
import type { Word } from './transcript.ts';

/** A pause that is seen in the text, and can be taken out, behind the word of this index. Seconds. */
export type Rest = Span & { after: number };

/** The rests between the words of a paragraph; none where a time is not known. */
export const restsOf = (words: readonly Word[]): Rest[] =>
  words.slice(1).flatMap(({ start }, after) => {
    const { end } = words[after]!;
    return start !== null && end !== null && start - end > pauseSeconds ? [{ after, start: end, end: start }] : [];
  });
