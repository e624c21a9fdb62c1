import { expect, it } from 'vitest';
import { checkCues, readingSpeed } from './cue-check.ts';
import type { Cue } from './cues.ts';

const cue = (start: number, end: number, ...lines: string[]): Cue => ({ start, end, speaker: null, lines, words: [] });
const limits = { lineCharacters: 10, maxLines: 2, charactersPerSecond: 10 };

it('counts characters a second as code points, the break as a space', () => {
  expect(readingSpeed(cue(0, 2, 'abc', '👍👍'))).toBe(3);
});

it('finds nothing in cues that keep the limits', () => {
  expect(checkCues([cue(0, 1, '0123456789')], limits)).toEqual({
    ...{ cues: 1, longestLine: 10, mostLines: 1, fastest: 10 },
    warnings: [],
  });
});

it('names each cue that is too fast, too long or too high', () => {
  const { warnings } = checkCues(
    [cue(0, 0.5, '0123456789'), cue(5, 9, '0123456789ab'), cue(10, 19, 'a', 'b', 'c')],
    limits,
  );
  expect(warnings).toEqual([
    { kind: 'speed', start: 0, value: 20 },
    { kind: 'length', start: 5, value: 12 },
    { kind: 'lines', start: 10, value: 3 },
  ]);
});
