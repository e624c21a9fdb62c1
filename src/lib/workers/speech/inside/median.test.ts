import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeMedianFilter } from './median.ts';

const filtered = (width: number, values: readonly number[]) => {
  const filter = makeMedianFilter(width, values.length);
  filter.input.set(values);
  return [...filter.filtered()];
};

/** The definition: the middle of the sorted neighbourhood, mirrored at both ends without repeating the last value. */
const defined = (width: number, values: readonly number[]) => {
  const half = width >> 1;
  const mirrored = (i: number) => values[i < 0 ? -i : i >= values.length ? 2 * (values.length - 1) - i : i]!;
  return values.map((_, i) => {
    const around = Array.from({ length: width }, (__, at) => mirrored(i + at - half));
    return around.sort((one, other) => one - other)[half];
  });
};

it('is the median of the reflected neighbourhood', () => {
  // Reflected: 5 1 | 9 1 5 3 8 2 | 8 3, so the first window is 1 5 9 1 5 and the last 3 8 2 8 3.
  expect(filtered(5, [0.9, 0.1, 0.5, 0.3, 0.8, 0.2].map(Math.fround))).toEqual(
    [0.5, 0.3, 0.5, 0.3, 0.5, 0.3].map(Math.fround),
  );
});

it.each([3, 5, 7, 9])('is that at any length and of values of any sign, %i wide', (width) => {
  const value = fc.float({ min: -2, max: 2, minExcluded: true, maxExcluded: true, noNaN: true });
  const row = fc.array(value, { minLength: (width >> 1) + 1, maxLength: 40 });
  fc.assert(
    fc.property(row, (values) => {
      expect(filtered(width, values).map((one) => one + 0)).toEqual(defined(width, values).map((one) => one! + 0));
    }),
  );
});

it('leaves a row shorter than half the width alone', () => {
  expect(filtered(7, [1, -1, 0.5])).toEqual([1, -1, 0.5]);
});

it('gives the same for the same row after another one', () => {
  const filter = makeMedianFilter(7, 6);
  const run = (values: number[]) => (filter.input.set(values), [...filter.filtered()]);
  const first = run([1, -1, 0.5, 0.25, 0, 1.5]);
  run([-1, -1, -1, 1.75, 1.75, 1.75]);
  expect(run([1, -1, 0.5, 0.25, 0, 1.5])).toEqual(first);
});
