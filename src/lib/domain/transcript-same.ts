import { type Paragraph, type Word, wordSchema } from './transcript.ts';

const wordKeys = Object.keys(wordSchema.entries) as (keyof Word)[];

const isSameWord = (left: Word, right: Word): boolean =>
  left === right || wordKeys.every((key) => left[key] === right[key]);

/** True where both say the same in every part; ends at the first that differs. */
export const isSameParagraph = (left: Paragraph, right: Paragraph): boolean =>
  left === right ||
  (left.id === right.id &&
    left.speaker === right.speaker &&
    left.language === right.language &&
    left.cueSettings === right.cueSettings &&
    left.words.length === right.words.length &&
    left.words.every((word, index) => isSameWord(word, right.words[index]!)));

export const areSameParagraphs = (left: readonly Paragraph[], right: readonly Paragraph[]): boolean =>
  left.length === right.length && left.every((paragraph, index) => isSameParagraph(paragraph, right[index]!));
