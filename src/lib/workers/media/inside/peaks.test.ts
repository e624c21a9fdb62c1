import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PeakBuilder } from './peaks.ts';

const peaksOf = (...pieces: Int16Array[]) => {
  const builder = new PeakBuilder();
  for (const piece of pieces) builder.push(piece);
  return builder.finish();
};

test('minimum and maximum of every 160 samples, the last bucket short', () => {
  const samples = new Int16Array(400);
  samples[5] = 32_767;
  samples[170] = -32_768;
  samples[399] = -16_384;
  const { levels, totalSamples } = peaksOf(samples);
  expect(totalSamples).toBe(400);
  expect(levels).toHaveLength(1);
  expect(Array.from(levels[0]!.data)).toEqual([0, 127, -127, 0, -63, 0]);
});

test('a bucket that never crosses zero does not reach it', () => {
  expect(Array.from(peaksOf(new Int16Array(160).fill(16_384)).levels[0]!.data)).toEqual([64, 64]);
});

test('coarser levels hold the same extremes, each a quarter as long', () => {
  const samples = Int16Array.from({ length: 16_000 * 60 }, (_, at) => Math.round(20_000 * Math.sin(at / 50)));
  samples[500_000] = -32_768;
  const { levels } = peaksOf(samples);
  expect(levels.map(({ samplesPerBucket }) => samplesPerBucket)).toEqual([160, 640, 2560]);
  for (const { samplesPerBucket, data } of levels) {
    expect(data).toHaveLength(2 * Math.ceil(samples.length / samplesPerBucket));
    expect(data[Math.floor(500_000 / samplesPerBucket) * 2]).toBe(-127);
    expect(Math.max(...data)).toBe(Math.round((20_000 / 32_768) * 127));
  }
});

test('cutting the samples into pieces changes nothing', () => {
  const samples = Int16Array.from({ length: 5000 }, (_, at) => (at * 7919) % 30_000);
  fc.assert(
    fc.property(fc.nat(5000), (cut) => {
      expect(peaksOf(samples.subarray(0, cut), samples.subarray(cut))).toEqual(peaksOf(samples));
    }),
    { numRuns: 30 },
  );
});
