import { describe, expect, it } from 'vitest';
import {
  boundaryNear,
  normaliseWord,
  syllables,
  tidySpaces,
  tokenise,
  wordIndexAt,
  wordOffsets,
} from './transcript-words.ts';
import type { Word } from './transcript.ts';

const word = (text: string, joined = false): Word => ({
  id: text,
  text,
  start: null,
  end: null,
  conf: null,
  confTime: null,
  origin: 'machine',
  ...(joined ? { joined } : {}),
});

describe('tokenise', () => {
  it.each([
    ['', []],
    ['  two \n words ', ['two', 'words']],
    ['one,two', ['one,two']],
    ["don't — stop", ["don't", '—', 'stop']],
    ['naïve 👩‍👩‍👧 café', ['naïve', '👩‍👩‍👧', 'café']],
  ])('splits %j', (text, words) => {
    expect(tokenise(text).map((token) => token.text)).toEqual(words);
    expect(tokenise(text).every((token) => !token.joined)).toBe(true);
  });

  it('splits scripts without spaces, and remembers that nothing stood between', () => {
    const tokens = tokenise('你好，世界 ok');
    expect(tokens.map((token) => token.text).join('|')).toBe('你好，|世界|ok');
    expect(tokens.map((token) => token.joined)).toEqual([false, true, false]);
  });

  it('remembers where a line begins', () => {
    expect(tokenise('a b \n c\nd').map(({ line }) => line ?? false)).toEqual([false, false, true, true]);
    expect(tidySpaces(' a  b \n\n c ')).toBe('a b\nc');
  });

  it('joins the first word where the text before it did not end in a space', () => {
    expect(tokenise('世界', true)[0]).toEqual({ text: '世界', joined: true });
  });
});

describe('syllables', () => {
  it.each([
    ['cat', 1],
    ['table', 2],
    ['hmm', 1],
    ['1984', 4],
    ['世界', 2],
    ['…', 1],
  ])('%s has %i', (text, count) => expect(syllables(text)).toBe(count));
});

it('compares words without case and punctuation, but keeps pure punctuation apart', () => {
  expect(normaliseWord('“Hello,')).toBe('hello');
  expect(normaliseWord('—')).toBe('—');
});

describe('offsets', () => {
  const paragraph = { words: [word('ab'), word('cde'), word('世', true), word('x')] };

  it('follow the text as it reads, ab cde世 x', () => expect(wordOffsets(paragraph)).toEqual([0, 3, 6, 8, 9]));

  it('name the word an offset falls in or follows', () => {
    expect([0, 1, 2, 3, 5, 6, 7, 8, 99].map((offset) => wordIndexAt(paragraph, offset))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 3, 3,
    ]);
    expect(wordIndexAt({ words: [] }, 4)).toBe(-1);
  });

  it('name the nearest boundary', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 9].map((offset) => boundaryNear(paragraph, offset))).toEqual([0, 1, 1, 1, 1, 2, 2, 4]);
    expect(boundaryNear({ words: [] }, 0)).toBe(0);
  });
});
