import { describe, expect, it } from 'vitest';
import { applyEdit } from './transcript-edit.ts';
import { findInTranscript, replaceMatches } from './transcript-find.ts';
import { paragraphText, type Transcript } from './transcript.ts';

const transcript: Transcript = {
  recordingId: 'r',
  revision: 1,
  machine: null,
  language: null,
  speakers: [],
  paragraphs: ['The cat and the hat.', 'Nothing here', 'A cat? (the cat)'].map((text, at) => ({
    id: `p${at}`,
    speaker: null,
    language: null,
    words: text.split(' ').map((word, index) => ({
      id: `p${at}.${index}`,
      text: word,
      start: at * 10 + index,
      end: at * 10 + index + 0.5,
      conf: null,
      confTime: null,
      origin: 'machine' as const,
    })),
  })),
};

const find = (query: string, matchesCase = false) => findInTranscript(transcript, query, { matchesCase });

describe('findInTranscript', () => {
  it.each([
    ['cat', 3],
    ['the', 3],
    ['THE CAT', 2],
    ['', 0],
    ['  ', 0],
    ['cat?', 1],
    ['(the', 1],
    ['.*', 0],
  ])('%j stands %i times', (query, count) => expect(find(query)).toHaveLength(count));

  it('can ask for the case', () => {
    expect(find('The', true)).toMatchObject([{ paragraph: 'p0', start: 0, end: 3 }]);
  });
});

describe('replaceMatches', () => {
  it('replaces all as one step, and each word keeps its time', () => {
    const { transcript: after, inverse } = applyEdit(transcript, replaceMatches(transcript, find('cat'), '$1 dog'));
    expect(after.paragraphs.map(paragraphText)).toEqual([
      'The $1 dog and the hat.',
      'Nothing here',
      'A $1 dog? (the $1 dog)',
    ]);
    expect(after.paragraphs[0]!.words.find((word) => word.text === 'hat.')!.start).toBe(4);
    expect(applyEdit(after, inverse).transcript).toEqual(transcript);
  });

  it('replaces one of several', () => {
    const second = find('cat').slice(1, 2);
    const { transcript: after } = applyEdit(transcript, replaceMatches(transcript, second, 'dog'));
    expect(after.paragraphs.map(paragraphText)).toEqual(['The cat and the hat.', 'Nothing here', 'A dog? (the cat)']);
  });
});
