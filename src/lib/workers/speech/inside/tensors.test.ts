import { expect, it } from 'vitest';
import { halfToFloat } from './tensors.ts';

it('reads half-precision numbers', () => {
  const bits = [0x3c00, 0xc000, 0x3555, 0x0001, 0x7bff, 0x8000];
  expect(bits.map(halfToFloat)).toEqual([1, -2, 0.333251953125, 2 ** -24, 65_504, -0]);
  expect(halfToFloat(0x7c00)).toBe(Infinity);
  expect(halfToFloat(0x7e00)).toBeNaN();
});
