import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSegments } from './segments.ts';
import { splitWords } from './words.ts';
import { alignedTimes, inOrder, spreadTimes, wordProbability } from './word-times.ts';

/** A toy byte vocabulary: token i is pieces[i]. */
const decoder = (pieces: (string | Uint8Array)[]) => {
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece));
  return (tokens: readonly number[]) =>
    new TextDecoder().decode(Uint8Array.from(tokens.flatMap((token) => [...bytes[token]!])));
};
const split = (pieces: (string | Uint8Array)[], language = 'en') =>
  splitWords([...pieces.keys()], { from: 0, to: pieces.length }, decoder(pieces), language);
const texts = (pieces: (string | Uint8Array)[], language?: string) =>
  split(pieces, language).map((word) => word.text.trim());

describe('splitWords', () => {
  it('joins parts of words and keeps their tokens', () => {
    expect(split([' Hel', 'lo', ' wor', 'ld'])).toEqual([
      { text: ' Hello', from: 0, to: 2 },
      { text: ' world', from: 2, to: 4 },
    ]);
  });
  it('gives punctuation to the word it belongs to, without its time', () => {
    expect(texts([' "', 'Yes', ',', '"', ' she', ' said', '.'])).toEqual(['"Yes,"', 'she', 'said.']);
    expect(split([' no', '.'])[0]).toEqual({ text: ' no.', from: 0, to: 1 });
  });
  it('leaves no mark apart that does not stand apart in the text', () => {
    expect(texts([' I', "'", 'll', ' go'])).toEqual(["I'll", 'go']);
    expect(texts([' the', ' U', '.', 'S', '.', ' pays', ' $', '3', '.', '50'])).toEqual([
      'the',
      'U.S.',
      'pays',
      '$3.50',
    ]);
    expect(texts([' a', ' map', '-', 'reader', '...', ' "', 'Yes', '."'])).toEqual(['a', 'map-reader...', '"Yes."']);
    expect(texts([' fifty', '%', ',', ' he', ' (', 'too', ')', '.'])).toEqual(['fifty%,', 'he', '(too).']);
    // A mark at the end has no time of its own, one inside has.
    expect(split([' U', '.', 'S', '.'])).toEqual([{ text: ' U.S.', from: 0, to: 3 }]);
  });
  it('waits for all bytes of a character', () => {
    const [first, second] = [new TextEncoder().encode('é').slice(0, 1), new TextEncoder().encode('é').slice(1)];
    expect(texts([' caf', first, second, ' au'])).toEqual(['café', 'au']);
    expect(texts([' caf', first])).toEqual(['caf']);
  });
  it('times each character of languages without spaces', () => {
    expect(texts(['今', '日', 'は', '。'], 'ja')).toEqual(['今', '日', 'は。']);
  });
});

describe('cutSegments', () => {
  const t = (seconds: number) => 100 + Math.round(seconds / 0.02);
  it('cuts at pairs of timestamps', () => {
    expect(cutSegments([t(0.4), 1, 2, t(2), t(2.6), 3, t(4)], 100, 10)).toEqual([
      { from: 1, to: 3, start: 0.4, end: 2, isClosed: true },
      { from: 5, to: 6, start: 2.6, end: 4, isClosed: true },
    ]);
  });
  it('lets text nobody closed run to the end of the window', () => {
    expect(cutSegments([t(1), 1], 100, 6.5)).toEqual([{ from: 1, to: 2, start: 1, end: 6.5, isClosed: false }]);
    expect(cutSegments([t(0), t(5)], 100, 6)).toEqual([]);
  });
});

describe('word times', () => {
  const segment = { from: 0, to: 2, start: 1, end: 3, isClosed: true };
  const words = [
    { text: ' one', from: 0, to: 1 },
    { text: ' two', from: 1, to: 2 },
  ];
  it('lets the first word begin with its segment and none outlast its letters', () => {
    expect(alignedTimes(words, Float32Array.from([0, 1.5, 9]), segment)).toEqual([
      { start: 1, end: 1.5 },
      { start: 1.5, end: 2.3 },
    ]);
  });
  it('spread by letters fill the segment', () => {
    const [one, two] = spreadTimes(words, segment) as [{ start: number; end: number }, { start: number; end: number }];
    expect([one.start, one.end, two.start, two.end]).toEqual([1, 2, 2, 3]);
  });
  it('come out rising, with length, inside the window, whatever went in', () => {
    const times = fc.array(
      fc.record({
        start: fc.double({ min: -5, max: 40, noNaN: true }),
        end: fc.double({ min: -5, max: 40, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(times, fc.double({ min: 0.5, max: 30, noNaN: true }), (given, seconds) => {
        const out = inOrder(given, seconds);
        out.forEach((word, index) => {
          expect(word.end).toBeGreaterThan(word.start);
          expect(word.start).toBeGreaterThanOrEqual(0);
          expect(word.end).toBeLessThanOrEqual(seconds + 1e-9);
          if (index > 0) expect(word.start).toBeGreaterThan(out[index - 1]!.start);
        });
      }),
    );
  });
  it('mean the probability of their tokens', () => {
    const logs = [Math.log(0.5), Math.log(0.9), 0];
    expect(wordProbability({ text: 'x', from: 0, to: 2 }, logs)).toBeCloseTo(0.7, 9);
  });
});
