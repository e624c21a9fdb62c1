import { placeOf, type Place, type Sentence } from '$lib/domain/sentences.ts';
import { wordOffsets } from '$lib/domain/transcript-words.ts';

/** The words of a sentence that a stretch of its text touches; null where it touches none. */
export const placeIn = (sentence: Sentence, start: number, end: number): Place | null => {
  const offsets = wordOffsets({ words: [...sentence.words] });
  const words = sentence.words.filter(
    (word, index) => offsets[index]! < end && offsets[index]! + word.text.length > start,
  );
  return words.length > 0 ? placeOf(sentence.place.paragraph, words) : null;
};
