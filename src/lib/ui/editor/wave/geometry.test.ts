import { describe, expect, it } from 'vitest';
import type { Transcript } from '$lib/domain/transcript.ts';
import { boxesIn, handleAt, toSeconds, toX, withEdge } from './geometry.ts';

const paragraphs: Transcript['paragraphs'] = [0, 1].map((at) => ({
  ...{ id: `p${at}`, speaker: null, language: null },
  words: [0, 1, 2].map((index) => {
    const start = at * 10 + index * 2;
    const rest = { conf: null, confTime: null, origin: 'machine' as const };
    return { id: `w${at}.${index}`, text: 'x', start, end: start + 2, ...rest };
  }),
}));
const near = { start: 0, end: 10, width: 1000 };
const far = { start: 0, end: 100, width: 1000 };
const words = (view: typeof near) => boxesIn({ paragraphs }, view);

describe('the geometry of the waveform', () => {
  it('is the same there and back', () => {
    for (const x of [0, 10, 333, 1000]) expect(toX(near, toSeconds(near, x))).toBeCloseTo(x, 9);
  });

  it('knows which words are in view', () => {
    const ids = (view: typeof near) => words(view).map(({ word }) => word.id);
    expect(ids({ start: 3, end: 11, width: 1000 })).toEqual(['w0.1', 'w0.2', 'w1.0']);
    expect(boxesIn({ paragraphs: [] }, near)).toEqual([]);
  });

  it('knows the edges of paragraphs alone where words are too small to be told apart', () => {
    expect(words(far).map(({ word, isFirst, isLast }) => [word.id, isFirst, isLast])).toEqual([
      ['w0.0', true, false],
      ['w0.2', false, true],
      ['w1.0', true, false],
      ['w1.2', false, true],
    ]);
    expect(words({ ...far, start: 4 }).map(({ word }) => word.id)).toEqual(['w0.2', 'w1.0', 'w1.2']);
  });

  it('takes hold of the edge of a word, on the side of the press, where words are large', () => {
    const hold = (x: number) => handleAt(near, x, { words: words(near), selection: null });
    expect(hold(203)).toMatchObject({ word: { id: 'w0.1' }, edge: 'start' });
    expect(hold(197)).toMatchObject({ word: { id: 'w0.0' }, edge: 'end' });
    expect(hold(300)).toBeNull();
  });

  it('takes hold of the edges of paragraphs only where words are small', () => {
    const hold = (x: number) => handleAt(far, x, { words: words(far), selection: null });
    expect(hold(101)).toMatchObject({ word: { id: 'w1.0' }, edge: 'start' });
    expect(hold(160)).toMatchObject({ word: { id: 'w1.2' }, edge: 'end' });
    expect(hold(120)).toBeNull();
  });

  it('takes hold of the selection before anything else, and turns it round where its edges cross', () => {
    const selection = { start: 2, end: 5 };
    expect(handleAt(near, 201, { words: words(near), selection })).toEqual({ kind: 'selection', edge: 'start' });
    expect(withEdge(selection, 'start', 7)).toEqual({ start: 5, end: 7 });
  });
});
