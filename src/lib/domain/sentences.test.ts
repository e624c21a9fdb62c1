import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import { sentencesOf } from './sentences.ts';

const textsOf = (text: string) => sentencesOf(transcriptOf([text])).map((sentence) => sentence.text);

describe('sentencesOf', () => {
  it('cuts behind end marks and keeps abbreviations whole', () => {
    expect(textsOf('We met Dr. Chen at 3 p.m. on Monday. Did it rain? No! It ended at 5 p.m. Then we left.')).toEqual([
      'We met Dr. Chen at 3 p.m. on Monday.',
      'Did it rain?',
      'No!',
      'It ended at 5 p.m.',
      'Then we left.',
    ]);
  });

  it('cuts a long stretch without marks at its longest silence', () => {
    const transcript = transcriptOf([Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')]);
    for (const word of transcript.paragraphs[0].words.slice(25)) {
      word.start! += 3;
      word.end! += 3;
    }
    expect(sentencesOf(transcript).map(({ words }) => words.length)).toEqual([25, 35]);
  });

  it('says where each sentence stands', () => {
    const [first, second] = sentencesOf(transcriptOf(['One two. Three four.']));
    expect(first.place).toEqual({ paragraph: 'p0', firstWord: 'p0-0', lastWord: 'p0-1', start: 0, end: 0.75 });
    expect(second.place.start).toBe(1);
  });
});
