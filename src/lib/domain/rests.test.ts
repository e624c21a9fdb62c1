import { expect, it } from 'vitest';
import { sampleWord } from '../../../tests/fakes/samples.ts';
import { restBetween, restsOf } from './rests.ts';

it('finds the pauses that are long enough, between words whose times are known', () => {
  const words = [sampleWord('a', 'one', 0), sampleWord('b', 'two', 0.5), sampleWord('c', 'three', 2)];
  expect(restsOf(words)).toEqual([{ after: 1, start: 0.75, end: 2 }]);
  expect(restsOf([words[1]!, sampleWord('x', 'new'), words[2]!])).toEqual([]);
  expect(restsOf([])).toEqual([]);
});

it('finds the pause between two paragraphs', () => {
  const paragraph = (id: string, starts: number[]) => ({
    ...{ id, speaker: null, language: null },
    words: starts.map((start) => sampleWord(`${id}${start}`, 'word', start)),
  });
  const [first, next, near] = [paragraph('p', [0, 1]), paragraph('q', [3]), paragraph('r', [1.5])];
  expect(restBetween(first, next)).toEqual({ start: 1.25, end: 3 });
  expect(restBetween(first, near)).toBeNull();
  expect(restBetween(first, paragraph('empty', []))).toBeNull();
  expect(restBetween(undefined, next)).toBeNull();
});
