import { describe, expect, it } from 'vitest';
import { readabilityOf, syllablesOf, vocabularyOf } from './inside/readability.ts';

/** Counted by saying them (Merriam-Webster where two ways are said). */
const syllables: Readonly<Record<number, string>> = {
  1: 'cat the walked strength makes through said eye queue horse world jumped played bridge asked their fire',
  2: 'table wanted horses science people boxes evening being quiet lion poem little started seeing business today',
  3: 'radio idea beautiful created library banana video hospital remember important usual family area',
  4: 'television information economy experience situation everybody material',
  5: 'university refrigerator imagination opportunity',
};
const labelled = Object.entries(syllables).flatMap(([count, words]) =>
  words.split(' ').map((word) => [word, Number(count)] as const),
);

describe('syllables', () => {
  it('are counted by the letters, right for nine words of ten', () => {
    const wrong = labelled.filter(([word, count]) => syllablesOf(word) !== count);
    expect(wrong.length / labelled.length, String(wrong)).toBeLessThanOrEqual(0.1);
  });
});

describe('readability', () => {
  const times = (count: number, sentence: string) => Array.from({ length: count }, () => sentence.split(' '));

  it('of ten sentences of ten short words: 206.835 − 1.015 · 10 − 84.6 · 1', () => {
    const { readingEase, grade, fog, wordsPerSentence } = readabilityOf(
      times(10, 'the cat sat on the mat and then it slept'),
    )!;
    expect(wordsPerSentence).toBe(10);
    expect(readingEase).toBeCloseTo(112.085, 6);
    expect(grade).toBeCloseTo(0.39 * 10 + 11.8 - 15.59, 6);
    expect(fog).toBeCloseTo(4, 6);
  });

  it('of twenty sentences of five words, one of them long: seven syllables in five words', () => {
    const { readingEase, grade, fog } = readabilityOf(times(20, 'the cat ate my banana'))!;
    expect(readingEase).toBeCloseTo(206.835 - 1.015 * 5 - 84.6 * 1.4, 6);
    expect(grade).toBeCloseTo(0.39 * 5 + 11.8 * 1.4 - 15.59, 6);
    // One word of five has three syllables: 0.4 · (5 + 20).
    expect(fog).toBeCloseTo(10, 6);
  });

  it('of fewer than a hundred words is not told', () => {
    expect(readabilityOf(times(9, 'the cat sat on the mat and then it slept'))).toBeNull();
  });
});

describe('vocabulary', () => {
  it('is the mean share of different words in each window of fifty', () => {
    const fifty = Array.from({ length: 50 }, (_, index) => `w${index}`);
    const twoWords = Array.from({ length: 60 }, (_, index) => (index % 2 ? 'a' : 'b'));
    expect(vocabularyOf([...fifty, ...fifty], [], []).variety).toBeCloseTo(1, 9);
    expect(vocabularyOf(twoWords, [], []).variety).toBeCloseTo(2 / 50, 9);
    // 49 words and one of them again: the only window holds 49 different.
    expect(vocabularyOf([...fifty.slice(0, 49), 'w0'], [], []).variety).toBeCloseTo(49 / 50, 9);
    expect(vocabularyOf(fifty.slice(1), [], []).variety).toBeNull();
  });

  it('counts how often words are said, the most frequent first, once is not often', () => {
    const { words, different, frequent, content } = vocabularyOf(
      ['the', 'bee', 'and', 'the', 'hive'],
      ['bee', 'hive', 'bee', 'mite'],
      ['bee', 'hive', 'bee', 'mite'],
    );
    expect({ words, different }).toEqual({ words: 5, different: 4 });
    expect(frequent).toEqual([{ text: 'bee', count: 2 }]);
    expect(content).toEqual(['bee', 'hive', 'mite']);
  });
});
