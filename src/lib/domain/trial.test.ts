import { expect, it } from 'vitest';
import type { CatalogueEntry } from './model.ts';
import { factorOf, minutesForAnHour, recommend, workOf } from './trial.ts';

const entry = (id: string, parametersMillion: number, languages: CatalogueEntry['languages'] = 'multilingual') =>
  ({ id, parametersMillion, languages, source: 'host' }) as CatalogueEntry;
const builtIn = { ...entry('micro', 4), source: 'built-in' } as CatalogueEntry;
const models = [builtIn, entry('tiny', 39), entry('base', 74), entry('base.en', 74, 'english'), entry('small', 244)];
const all = models.map((each) => ({ entry: each, isPossible: true }));

it('reckons the work of a second of speech', () => {
  // 120 ms over 6 s are 20 ms; 3.5 tokens of 4 ms are 14 ms.
  expect(factorOf({ encodeMs: 120, tokenMs: 4, windowSeconds: 6 })).toBeCloseTo(0.034, 9);
  expect(workOf(entry('tiny', 39))).toBe(2);
  expect(workOf(entry('base', 74))).toBeCloseTo(4.51, 2);
});

it('recommends the largest model that is done in half the time, of many languages', () => {
  const fast = { encodeMs: 120, tokenMs: 4, windowSeconds: 6 };
  expect(minutesForAnHour(fast, models[2]!)).toBe(9);
  expect(recommend(fast, all)?.id).toBe('base');
  const slow = { encodeMs: 600, tokenMs: 20, windowSeconds: 6 };
  expect(recommend(slow, all)?.id).toBe('tiny');
  expect(recommend({ encodeMs: 6000, tokenMs: 200, windowSeconds: 6 }, all)).toBeUndefined();
  const without = all.map((fit) => ({ ...fit, isPossible: fit.entry.id !== 'base' }));
  expect(recommend(fast, without)?.id).toBe('base.en');
});
