import { expect, test } from 'vitest';
import { energyProbabilities } from './energy.ts';
import { frameSamples } from './frames.ts';

/** Noise at one level after the other, a second each. */
const sound = (...levels: number[]): Float32Array => {
  let seed = 1;
  const random = () => ((seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647) * 2 - 1;
  return Float32Array.from({ length: levels.length * 16_000 }, (_, at) => random() * levels[Math.floor(at / 16_000)]!);
};

const inSecond = (frames: Float32Array, second: number): Float32Array =>
  frames.subarray(Math.ceil((second * 16_000) / frameSamples), Math.floor(((second + 1) * 16_000) / frameSamples));

test('what stands above the noise is speech, whatever the level of both', () => {
  for (const gain of [1, 0.1]) {
    const frames = energyProbabilities(sound(0.01 * gain, 0.3 * gain, 0.01 * gain, 0.3 * gain));
    for (const quiet of [0, 2]) expect(Math.max(...inSecond(frames, quiet))).toBeLessThan(0.1);
    for (const loud of [1, 3]) expect(Math.min(...inSecond(frames, loud))).toBeGreaterThan(0.9);
  }
});

test('silence and even noise are none', () => {
  for (const level of [0, 1e-4, 0.1]) expect(Math.max(...energyProbabilities(sound(level, level)))).toBeLessThan(0.1);
  expect(energyProbabilities(new Float32Array(0))).toHaveLength(0);
});
