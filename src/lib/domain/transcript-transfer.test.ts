import { describe, expect, it } from 'vitest';
import { sampleParagraph } from '../../../tests/fakes/samples.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import { counterparts, hasTimes, withTimesOf } from './transcript-transfer.ts';
import type { Paragraph } from './transcript.ts';

const untimed = (id: string, text: string): Paragraph => {
  const paragraph = sampleParagraph(id, text.split(' '));
  return { ...paragraph, words: paragraph.words.map((word) => ({ ...word, start: null, end: null })) };
};

describe('counterparts', () => {
  it('finds equal and corrected words, and leaves added ones alone', () => {
    const heard = 'the quick brown focks jumps over lazy dog'.split(' ');
    const typed = 'The quick brown fox jumps right over the lazy dog.'.split(' ');
    expect(counterparts(heard, typed)).toEqual([0, 1, 2, 3, 4, null, 5, null, 6, 7]);
  });

  it('stays right over three hours of words, a tenth of them different', () => {
    let seed = 1;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647);
    const heard = Array.from({ length: 30_000 }, () => `w${random() % 3000}`);
    const typed = heard.map((word, index) => (index % 10 === 3 ? `x${index}` : word));
    const found = counterparts(heard, typed);
    const wrong = found.filter((at, index) => index % 10 !== 3 && at !== index).length;
    expect(wrong).toBeLessThan(typed.length / 100);
  });
});

it('gives a typed text the times of what was heard, in order, and keeps its speakers and paragraphs', () => {
  const heard = sampleParagraph('h', ['good', 'mourning', 'everyone', 'hello']).words;
  const typed = [{ ...untimed('a', 'Good morning'), speaker: 's1' }, untimed('b', 'dear everyone, hello!')];
  const made = withTimesOf(heard, typed);
  expect(made.map(({ speaker }) => speaker)).toEqual(['s1', null]);
  expect(made.flatMap(({ words }) => words.map(({ start }) => start))).toEqual([0, 0.5, null, 1, 1.5]);
  const transcript = {
    recordingId: 'r',
    revision: 1,
    machine: null,
    language: null,
    speakers: [{ id: 's1', name: 'A' }],
  };
  expect(findBrokenInvariant({ ...transcript, paragraphs: made })).toBeNull();
});

it('tells a text with times from one without', () => {
  expect(hasTimes([sampleParagraph('a', ['x', 'y'])])).toBe(true);
  expect(hasTimes([untimed('a', 'x y')])).toBe(false);
});
