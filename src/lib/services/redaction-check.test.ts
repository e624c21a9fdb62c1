import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import type { DraftWord } from '$lib/domain/transcript.ts';
import { findLeaks, RedactionCheck } from './redaction-check.ts';

// A word every half second.
const transcript = transcriptOf(['My name is Wilhelmina Quartz and that is all.'], {
  redactions: [{ id: 'r', kind: 'name', words: ['p0-3', 'p0-4'] }],
});
const heard = (...words: [string, number][]): DraftWord[] =>
  words.map(([text, start]) => ({ text, start, end: start + 0.2, probability: 0.9 }));

describe('findLeaks', () => {
  it('finds nothing where the words are gone', () => {
    expect(findLeaks(transcript, heard(['My', 0], ['name', 0.5], ['and', 2.5]))).toEqual([]);
  });

  it('finds a word in its place, heard with one letter wrong', () => {
    expect(findLeaks(transcript, heard(['Wilhelmine', 1.6]))).toEqual([
      { word: 'wilhelmina', heard: 'Wilhelmine', at: 1.6, isInPlace: true },
    ]);
  });

  it('finds one that was missed elsewhere', () => {
    expect(findLeaks(transcript, heard(['quartz.', 40]))).toMatchObject([{ word: 'quartz', at: 40, isInPlace: false }]);
  });
});

it('listens in the language of the transcript', async () => {
  const asked: unknown[] = [];
  const check = new RedactionCheck({
    listen: async (file, language) => (asked.push(file.fileName, language), heard(['Quartz', 2])),
  });
  const file = { blob: new Blob(), fileName: 'a.mp3' };
  const result = await check.check(transcript, file, () => {}, new AbortController().signal);
  expect(result).toMatchObject({ wordsHeard: 1, leaks: [{ word: 'quartz' }] });
  expect(asked).toEqual(['a.mp3', 'en']);
});
