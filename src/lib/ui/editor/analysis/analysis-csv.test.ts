import { expect, it } from 'vitest';
import { sampleParagraph, sampleTranscript } from '../../../../../tests/fakes/samples.ts';
import type { Analysis } from '$lib/domain/analysis.ts';
import { analysisCsv } from './analysis-csv.ts';

const place = (first: number, last: number) => ({
  ...{ paragraph: 'p', firstWord: `p-${first}`, lastWord: `p-${last}`, start: first / 2, end: null },
});
const plain = { speaker: 's1', sentiment: null, isQuestion: false, isAction: false };

it('is a row a sentence, and hides what is redacted', () => {
  const paragraph = sampleParagraph('p', ['Is', 'Bo', 'here?', 'I', 'love', 'it.']);
  const redactions = [{ id: 'r', kind: 'name' as const, words: ['p-1'] }];
  const analysis = {
    sentences: [
      { ...plain, text: 'Is Bo here?', place: place(0, 2), isQuestion: true },
      { ...plain, text: 'I love it.', place: place(3, 5), sentiment: 0.5 },
    ],
  } as unknown as Analysis;
  expect(
    analysisCsv(analysis, sampleTranscript({ paragraphs: [paragraph], redactions }))
      .split('\r\n')
      .slice(1, 3),
  ).toEqual(['0:00.0,Anna,████,,yes,', '0:01.5,Anna,I love it.,0.5,,']);
});
