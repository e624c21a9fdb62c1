import { expect, it } from 'vitest';
import { sampleWord } from '../../../tests/fakes/samples.ts';
import { restsOf } from './rests.ts';

it('finds the pauses that are long enough, between words whose times are known', () => {
  const words = [sampleWord('a', 'one', 0), sampleWord('b', 'two', 0.5), sampleWord('c', 'three', 2)];
  expect(restsOf(words)).toEqual([{ after: 1, start: 0.75, end: 2 }]);
  expect(restsOf([words[1]!, sampleWord('x', 'new'), words[2]!])).toEqual([]);
  expect(restsOf([])).toEqual([]);
});
