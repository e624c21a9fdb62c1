import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptySearch, frameSeconds, searchOn, spansOf } from './speech-spans.ts';

/** `[count, probability]` after one another, as the detector gives them. */
const frames = (...runs: [count: number, probability: number][]): Uint8Array =>
  Uint8Array.from(runs.flatMap(([count, probability]) => new Array<number>(count).fill(Math.round(probability * 255))));

const find = (probabilities: Uint8Array) =>
  spansOf(searchOn(emptySearch, probabilities), probabilities.length * frameSeconds);

const close = (spans: ReturnType<typeof find>) => spans.map(({ start, end }) => [start.toFixed(3), end.toFixed(3)]);

describe('speech spans', () => {
  test('one stretch, widened by 120 ms', () => {
    // Frames 10 to 30: 0.320 s to 0.960 s.
    expect(close(find(frames([10, 0], [20, 0.9], [20, 0])))).toEqual([['0.200', '1.080']]);
  });

  test('widening stops at both ends of the recording', () => {
    expect(close(find(frames([20, 0.9])))).toEqual([['0.000', '0.640']]);
  });

  test('a pause of 12 frames (384 ms) joins, one of 13 (416 ms) parts', () => {
    expect(find(frames([20, 0.9], [12, 0], [20, 0.9]))).toHaveLength(1);
    expect(close(find(frames([20, 0.9], [13, 0], [20, 0.9])))).toEqual([
      ['0.000', '0.760'],
      ['0.936', '1.696'],
    ]);
  });

  test('between the thresholds speech goes on, but does not begin', () => {
    expect(find(frames([50, 0.45]))).toEqual([]);
    expect(close(find(frames([10, 0.9], [30, 0.4], [13, 0])))).toEqual([['0.000', '1.400']]);
  });

  test('a doubtful stretch inside a pause does not end the pause', () => {
    expect(find(frames([20, 0.9], [6, 0], [3, 0.45], [6, 0], [20, 0.9]))).toHaveLength(2);
  });

  test('7 frames (224 ms) are no speech, 8 (256 ms) are', () => {
    expect(find(frames([10, 0], [7, 0.9], [20, 0]))).toEqual([]);
    expect(find(frames([10, 0], [8, 0.9], [20, 0]))).toHaveLength(1);
  });

  test('speech that goes on is shown up to where the search has come', () => {
    const search = searchOn(emptySearch, frames([100, 0.9]));
    expect(spansOf(search, 3.2)).toEqual([{ start: 0, end: 3.2 }]);
  });

  test('cutting the frames into pieces changes nothing', () => {
    const probabilities = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(probabilities, fc.nat(), (all, seed) => {
        const cut = seed % all.length;
        const pieces = searchOn(searchOn(emptySearch, all.subarray(0, cut)), all.subarray(cut));
        expect(pieces).toEqual(searchOn(emptySearch, all));
      }),
    );
  });

  test('spans are in order, apart, and what is closed never changes', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 0.4, 0.9)), { minLength: 1 });
    fc.assert(
      fc.property(runs, (parts) => {
        let search = emptySearch;
        let before: ReturnType<typeof find> = [];
        for (const part of parts) {
          search = searchOn(search, frames(part));
          const spans = spansOf(search, search.frames * frameSeconds);
          spans.forEach((span, at) => at > 0 && expect(span.start).toBeGreaterThan(spans[at - 1]!.end));
          expect(spans.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
          before = spans;
        }
      }),
    );
  });
});
