import type { Transcript, Word } from './transcript.ts';

export type Doubt = 'low' | 'middle' | 'slight';

/** How sure the recogniser was, in three buckets of doubt; null: sure enough, or never measured. */
export const doubtOf = (confidence: number | null): Doubt | null => {
  if (confidence === null || confidence >= 0.9) return null;
  if (confidence < 0.5) return 'low';
  return confidence < 0.75 ? 'middle' : 'slight';
};

/** Worth looking at: more than slightly doubtful, and not cut. */
export const needsReview = ({ conf, cut }: Word): boolean => {
  const doubt = doubtOf(conf);
  return !cut && (doubt === 'low' || doubt === 'middle');
};

export type DoubtfulWord = { word: Word; paragraph: string; paragraphIndex: number; index: number };

/** Doubtful words in reading order. */
export const doubtfulWords = ({ paragraphs }: Pick<Transcript, 'paragraphs'>): DoubtfulWord[] =>
  paragraphs.flatMap(({ id, words }, paragraphIndex) =>
    words.flatMap((word, index) => (needsReview(word) ? [{ word, paragraph: id, paragraphIndex, index }] : [])),
  );

/** Share of words that nobody need look at any more, 0…1; a transcript without a word has nothing left. */
export const reviewedShare = (transcript: Pick<Transcript, 'paragraphs'>): number => {
  const total = transcript.paragraphs.reduce((sum, { words }) => sum + words.length, 0);
  return total === 0 ? 1 : 1 - doubtfulWords(transcript).length / total;
};
