import { expect, test } from 'vitest';
import { convolve, rowLength, type Kernel } from './convolve.ts';

let seed = 1;
const random = (): number => ((seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647) * 2 - 1;
const randoms = (length: number): Float32Array => Float32Array.from({ length }, random);

const kernelOf = (up: number, down: number, taps: number): Kernel => {
  const bank = new Float32Array(up * rowLength(taps));
  for (let row = 0; row < up; row++) bank.set(randoms(taps), row * rowLength(taps));
  return { up, down, taps, bank };
};

/** Output `at`, as the definition says it. */
const plainly = ({ up, down, taps, bank }: Kernel, samples: Float32Array, at: number): number => {
  const [start, row] = [Math.floor((at * down) / up), ((at * down) % up) * rowLength(taps)];
  let sum = 0;
  for (let tap = 0; tap < taps; tap++) sum += samples[start + tap]! * bank[row + tap]!;
  return sum;
};

// Longer than a block; rows that fill their last eight and rows that do not; one kernel after the other and back.
test.each([
  [160, 441, 112, 100_000],
  [2, 1, 40, 70_000],
  [1, 3, 122, 3000],
  [160, 441, 112, 500],
  [3, 4, 54, 40_000],
])('%d/%d with %d taps gives the sums of products', (up, down, taps, length) => {
  const [kernel, samples] = [kernelOf(up, down, taps), randoms(length)];
  const output = new Float32Array(Math.ceil((length * up) / down));
  const place = { at: 0, phase: 0 };
  const count = convolve(kernel, samples, output, place)!;
  expect(place).toEqual({ at: Math.floor((count * down) / up), phase: (count * down) % up });
  expect(Math.floor(((count - 1) * down) / up) + taps).toBeLessThanOrEqual(length);
  expect(place.at + taps).toBeGreaterThan(length);
  const apart = output.subarray(0, count).map((value, at) => Math.abs(value - plainly(kernel, samples, at)));
  expect(apart.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(1e-4);
});

test('stops where the output is full', () => {
  const output = new Float32Array(10);
  const place = { at: 0, phase: 0 };
  expect(convolve(kernelOf(1, 3, 122), randoms(3000), output, place)).toBe(10);
  expect(place).toEqual({ at: 30, phase: 0 });
});
