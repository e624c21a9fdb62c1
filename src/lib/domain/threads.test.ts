import { expect, it } from 'vitest';
import { threadCount } from './threads.ts';

it('leaves a core to the page, and has one thread where there is no isolation', () => {
  expect([1, 2, 4, 8, 32].map((cores) => threadCount(true, cores))).toEqual([1, 1, 3, 7, 8]);
  expect(threadCount(false, 16)).toBe(1);
});
