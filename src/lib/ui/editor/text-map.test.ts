import { describe, expect, it } from 'vitest';
import type { Word } from '$lib/domain/transcript.ts';
import { boundaryOnScreen, caretAfterChange, stretchesOf, wordIndexOnScreen } from './text-map.ts';

const words = (...texts: string[]): Word[] =>
  texts.map((text) => ({ id: text, text, start: null, end: null, conf: null, confTime: null, origin: 'machine' }));

describe('the text on screen', () => {
  const typed = 'the  cat and the hat ';
  const here = words('the', 'cat', 'and', 'the', 'hat');

  it('may have more spaces than the model', () => {
    expect(stretchesOf(typed, here).map((stretch) => typed.slice(stretch!.start, stretch!.end))).toEqual([
      'the',
      'cat',
      'and',
      'the',
      'hat',
    ]);
    expect(stretchesOf(typed, here)[3]!.start).toBe(13);
  });

  it('does not show a word that is not there yet', () => {
    expect(stretchesOf('the ca', words('the', 'cat', 'the'))).toEqual([{ start: 0, end: 3 }, null, null]);
  });

  it('tells the word at an offset', () => {
    expect([0, 3, 4, 5, 20].map((offset) => wordIndexOnScreen(typed, here, offset))).toEqual([0, 0, 0, 1, 4]);
    expect(wordIndexOnScreen('', [], 0)).toBe(-1);
  });

  it('tells the nearest boundary', () => {
    expect([0, 1, 2, 4, 6, 7, 21].map((offset) => boundaryOnScreen(typed, here, offset))).toEqual([
      0, 0, 1, 1, 1, 2, 5,
    ]);
  });

  it('puts the caret behind what changed', () => {
    expect(caretAfterChange('one two', 'one new two')).toBe(7);
    expect(caretAfterChange('one new two', 'one two')).toBe(3);
    expect(caretAfterChange('same', 'same')).toBe(0);
  });
});
