import { describe, expect, it } from 'vitest';
import { seekMargin, speakerAt, timelineOf, wordPlaceAt } from './transcript-timeline.ts';
import type { Paragraph, Word } from './transcript.ts';

const word = (start: number | null): Word => ({
  id: String(start),
  text: 'w',
  start,
  end: start === null ? null : start + 0.5,
  conf: null,
  confTime: null,
  origin: 'machine',
});
const paragraph = (id: string, starts: (number | null)[]): Paragraph => ({
  id,
  speaker: null,
  language: null,
  words: starts.map(word),
});

describe('wordPlaceAt', () => {
  const transcript = { paragraphs: [paragraph('p', [1, null, 2]), paragraph('q', []), paragraph('r', [4])] };
  const at = (seconds: number) => wordPlaceAt(timelineOf(transcript), seconds);

  it('is nothing before the first word', () => expect(at(0.99)).toBeNull());
  it('is the word that starts at that very moment', () => expect(at(2)).toEqual({ paragraph: 0, word: 2 }));
  it('stays through a pause', () => expect(at(3.9)).toEqual({ paragraph: 0, word: 2 }));
  it('crosses empty paragraphs', () => expect(at(4 + seekMargin)).toEqual({ paragraph: 2, word: 0 }));
  it('stays at the last word', () => expect(at(1e9)).toEqual({ paragraph: 2, word: 0 }));
  it('is built once for a document', () => expect(timelineOf(transcript)).toBe(timelineOf(transcript)));
});

it('knows who speaks at a time', () => {
  const speakers = [{ id: 'a', name: 'Anna' }];
  const transcript = { speakers, paragraphs: [{ ...paragraph('p', [1]), speaker: 'a' }, paragraph('q', [4])] };
  expect([0.5, 2, 5].map((seconds) => speakerAt(transcript, seconds))).toEqual([null, 'Anna', null]);
});
