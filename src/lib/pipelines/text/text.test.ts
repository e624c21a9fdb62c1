import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftSegment, DraftWord } from '$lib/domain/transcript.ts';
import { paragraphsOf } from './paragraphs.ts';
import { dropLoops, tidyWords } from './tidy.ts';

const said = (text: string, gapSeconds = 0): DraftWord[] =>
  text.split(' ').map((word, index) => ({
    text: word,
    start: index * (0.3 + gapSeconds),
    end: index * (0.3 + gapSeconds) + 0.3,
    probability: 0.9,
  }));

const later = (words: DraftWord[], seconds: number): void => {
  for (const word of words) {
    word.start += seconds;
    word.end += seconds;
  }
};

const texts = (words: readonly { text: string }[]) => words.map((word) => word.text).join(' ');

const segmentOf = (words: DraftWord[]): DraftSegment => ({
  start: 0,
  end: 1,
  text: texts(words),
  words,
  language: 'en',
  noSpeechProbability: 0,
  averageLogProbability: 0,
  compressionRatio: 1,
  temperature: 0,
});

describe('dropLoops', () => {
  it('keeps what people say twice or thrice', () => {
    expect(texts(dropLoops(said('no no no I said no')))).toBe('no no no I said no');
    expect(texts(dropLoops(said('very very good')))).toBe('very very good');
  });

  it('cuts a loop of one word to three, of a phrase of four to two', () => {
    expect(texts(dropLoops(said('so the the the the the the end')))).toBe('so the the the end');
    const loop = 'thank you for watching ';
    expect(texts(dropLoops(said(`${loop.repeat(5)}bye`)))).toBe(`${loop.repeat(2)}bye`);
  });

  it('sees through case and punctuation', () => {
    expect(texts(dropLoops(said('Yes, yes yes. YES yes go')))).toBe('Yes, yes yes. go');
  });
});

describe('tidyWords', () => {
  it('makes starts strictly increase and leaves no word without length', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            start: fc.double({ min: 0, max: 50, noNaN: true }),
            length: fc.double({ min: 0, max: 2, noNaN: true }),
          }),
        ),
        (times) => {
          const words = times.map(({ start, length }, index) => ({
            text: `word${index}`,
            start,
            end: start + length,
            probability: 1,
          }));
          const tidied = tidyWords([segmentOf(words)]);
          expect(tidied).toHaveLength(words.length);
          tidied.forEach((word, index) => {
            expect(word.end).toBeGreaterThan(word.start);
            if (index > 0) expect(word.start).toBeGreaterThan(tidied[index - 1].start);
            if (index > 0) expect(word.start).toBeGreaterThanOrEqual(tidied[index - 1].end);
          });
        },
      ),
    );
  });

  it('drops words of nothing but space', () => {
    expect(texts(tidyWords([segmentOf([...said('a b'), { text: '  ', start: 9, end: 9, probability: 1 }])]))).toBe(
      'a b',
    );
  });
});

describe('paragraphsOf', () => {
  it('starts a paragraph at a long silence, and at a short one after a sentence', () => {
    const words = said('One two. Three four five');
    later(words.slice(2), 0.8);
    later(words.slice(4), 2.1);
    expect(paragraphsOf(words, 'en').map((paragraph) => texts(paragraph.words))).toEqual([
      'One two.',
      'Three four',
      'five',
    ]);
  });

  it('keeps every word once and in order, with identifiers that repeat for the same draft', () => {
    const words = said(`${'word '.repeat(400)}end.`.trim());
    const paragraphs = paragraphsOf(words, null);
    expect(paragraphs.flatMap((paragraph) => paragraph.words.map((word) => word.text))).toEqual(
      words.map((word) => word.text),
    );
    expect(Math.max(...paragraphs.map((paragraph) => paragraph.words.length))).toBeLessThanOrEqual(160);
    expect(paragraphsOf(words, null)).toEqual(paragraphs);
  });
});
