import { expect, test } from 'vitest';
import { lender } from './lender.ts';

const counting = (failing: readonly number[] = []) => {
  let made = 0;
  const make = async () => {
    if (failing.includes(++made)) throw new Error(`No ${made}.`);
    return { name: made, runs: 0 };
  };
  return lender(make, ({ runs }) => runs >= 3);
};

const name = (one: { name: number; runs: number }): number => {
  one.runs++;
  return one.name;
};

test('the same is lent until it is worn', async () => {
  const use = counting();
  expect([await use(name), await use(name), await use(name), await use(name)]).toEqual([1, 1, 1, 2]);
});

test('what threw is never lent again', async () => {
  const use = counting();
  await use(name);
  const thrown = use(() => {
    throw new Error('unreachable executed');
  });
  await expect(thrown).rejects.toThrow('unreachable executed');
  expect(await use(name)).toBe(2);
});

test('what could not be made is made again', async () => {
  const use = counting([1]);
  await expect(use(name)).rejects.toThrow('No 1.');
  expect(await use(name)).toBe(2);
});
