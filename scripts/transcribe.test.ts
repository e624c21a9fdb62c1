import { expect, test } from 'vitest';
import { choose, titleOf } from './transcribe.js';

const file = (name: string, sizeBytes = 1) => ({ name, sizeBytes });

test('recordings are taken in order, what lies beside them is not', () => {
  const { wanted, left } = choose([file('talk 2.mp3'), file('talk 1.m4a'), file('talk 1.srt'), file('.DS_Store')]);
  expect(wanted).toEqual([
    { name: 'talk 1.m4a', title: 'talk 1' },
    { name: 'talk 2.mp3', title: 'talk 2' },
  ]);
  expect(left).toEqual([]);
});

test('an empty file and a second one of the same title are named, not lost', () => {
  const { wanted, left } = choose([file('a.mp3'), file('a.wav'), file('b.mp3', 0)]);
  expect(wanted.map(({ name }) => name)).toEqual(['a.mp3']);
  expect(left.map(({ name }) => name)).toEqual(['a.wav', 'b.mp3']);
});

test.each([
  ['interview.m4a', 'interview'],
  ['2026-11-22 memo.v2.webm', '2026-11-22 memo.v2'],
  ['no ending', 'no ending'],
  ['.mp3', '.mp3'],
  ['notes. of a day', 'notes. of a day'],
])('%s is called %s', (name, title) => expect(titleOf(name)).toBe(title));
