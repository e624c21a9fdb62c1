import fc from 'fast-check';
import { expect, it } from 'vitest';
import { warp } from './dtw.ts';

/** Cost of the cheapest path by trying every path. */
const bruteForce = (cost: number[][], row = 0, column = 0): number => {
  const here = cost[row]![column]!;
  const ends = [
    [row + 1, column],
    [row, column + 1],
    [row + 1, column + 1],
  ].filter(([r, c]) => r! < cost.length && c! < cost[0]!.length);
  if (ends.length === 0) return here;
  return here + Math.min(...ends.map(([r, c]) => bruteForce(cost, r, c)));
};

/** Cheapest path of those that enter each row in the given column. */
const costThrough = (cost: number[][], starts: number[], row = 0, column = 0): number => {
  const here = cost[row]![column]!;
  if (row === cost.length - 1 && column === cost[0]!.length - 1) return here;
  const options: number[] = [];
  if (column + 1 < cost[0]!.length) options.push(costThrough(cost, starts, row, column + 1));
  for (const next of [column, column + 1]) {
    if (row + 1 < cost.length && starts[row + 1] === next) options.push(costThrough(cost, starts, row + 1, next));
  }
  return here + Math.min(Infinity, ...options);
};

it('finds a cheapest path, whatever the costs', () => {
  const matrix = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
  fc.assert(
    fc.property(matrix, (cost) => {
      const starts = [...warp(Float32Array.from(cost.flat()), cost.length, cost[0]!.length)];
      expect(starts[0]).toBe(0);
      expect(costThrough(cost, starts)).toBe(bruteForce(cost));
    }),
    { numRuns: 300 },
  );
});

it('follows a ridge', () => {
  const cost = [
    [-1, -1, 0, 0, 0, 0],
    [0, 0, -1, 0, 0, 0],
    [0, 0, 0, -1, -1, -1],
  ];
  expect([...warp(Float32Array.from(cost.flat()), 3, 6)]).toEqual([0, 2, 3]);
});
