import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

const rate = 1000;
const keep = [
  { start: 1, end: 2 },
  { start: 3, end: 3.5 },
];
const samples = Float32Array.from({ length: 5000 }, (_, at) => at + 1);

const pass = (piece: number, from = 0): number[] => {
  const gate = new Gate(keep, rate, 1, from);
  const kept: number[] = [];
  for (let at = from; at < samples.length; at += piece) kept.push(...gate.pass(samples.subarray(at, at + piece)));
  return kept;
};

test('what is kept stands one behind the other, faded only at the seam', () => {
  const kept = pass(5000);
  expect(kept).toHaveLength(1500);
  expect(kept[0]).toBe(1001);
  expect(kept[990]).toBe(1991);
  expect(kept[998]! / 1999).toBeCloseTo(0.4, 1);
  expect(kept[1000]!).toBe(0);
  expect(kept[1010]).toBe(3011);
  expect(kept[1499]).toBe(3500);
});

test('pieces of any size, and a later beginning, give the same', () => {
  expect(pass(7)).toEqual(pass(5000));
  expect(pass(64, 500)).toEqual(pass(5000));
});
