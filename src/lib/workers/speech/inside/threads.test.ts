import { expect, it } from 'vitest';
import { halfToFloat } from './tensors.ts';
import { threadCount } from './threads.ts';

it('leaves a core to the page, and has one thread where there is no isolation', () => {
  expect([1, 2, 4, 8, 32].map((cores) => threadCount(true, cores))).toEqual([1, 1, 3, 7, 8]);
  expect(threadCount(false, 16)).toBe(1);
});

it('reads half-precision numbers', () => {
  const bits = [0x3c00, 0xc000, 0x3555, 0x0001, 0x7bff, 0x8000];
  expect(bits.map(halfToFloat)).toEqual([1, -2, 0.333251953125, 2 ** -24, 65_504, -0]);
  expect(halfToFloat(0x7c00)).toBe(Infinity);
  expect(halfToFloat(0x7e00)).toBeNaN();
});
