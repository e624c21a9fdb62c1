import { describe, expect, it } from 'vitest';
import { alignWords } from './transcript-align.ts';

const show = (before: string, after: string): string => {
  const a = before.split(' ');
  const b = after.split(' ');
  return alignWords(a, b)
    .map(
      (pair) =>
        `${pair.before === null ? '-' : a[pair.before]}${pair.same ? '=' : ':'}${pair.after === null ? '-' : b[pair.after]}`,
    )
    .join(' ');
};

describe('alignWords', () => {
  it.each([
    ['a b c', 'a b c', 'a=a b=b c=c'],
    ['the cat sat', 'The cat, sat.', 'the=The cat=cat, sat=sat.'],
    ['a b c', 'a c', 'a=a b:- c=c'],
    ['a c', 'a b c', 'a=a -:b c=c'],
    ['i teh cat', 'i the cat', 'i=i teh:the cat=cat'],
    ['teh', 'saw the', '-:saw teh:the'],
    ['um teh', 'the', 'um:- teh:the'],
    ['x y', 'y z', 'x:- y=y -:z'],
  ])('%s → %s', (before, after, expected) => expect(show(before, after)).toBe(expected));

  it('pairs by position what is too long to align', () => {
    const before = Array.from({ length: 2500 }, (_, index) => `a${index}`);
    const after = Array.from({ length: 2400 }, (_, index) => `b${index}`);
    const pairs = alignWords(before, after);
    expect(pairs).toHaveLength(2500);
    expect(pairs.at(-1)).toEqual({ before: 2499, after: null, same: false });
  });
});
