import { describe, expect, it } from 'vitest';
import { sampleParagraph, sampleTranscript } from '../../../tests/fakes/samples.ts';
import type { RecordingPage } from './editor-page.svelte.ts';
import { preparations } from './preparations.ts';

const page = { recording: { durationSeconds: 10 } } as RecordingPage;
const cuts = preparations.find(({ id }) => id === 'cuts')!;

/** Five words of a second each, one every two seconds; those of the places are cut. */
const transcript = (...cut: number[]) => {
  const paragraph = sampleParagraph('p', ['one', 'two', 'three', 'four', 'five']);
  const words = paragraph.words.map((word, index) => ({
    ...{ ...word, start: index * 2, end: index * 2 + 1 },
    ...(cut.includes(index) ? { cut: true } : {}),
  }));
  return sampleTranscript({ paragraphs: [{ ...paragraph, words }] });
};

describe('what is cut, in exports', () => {
  it('is offered where something is cut, and not where the file plays the whole recording', () => {
    expect(cuts.applies(page, transcript(), false)).toBe(false);
    expect(cuts.applies(page, transcript(1), false)).toBe(true);
    expect(cuts.applies(page, transcript(1), true)).toBe(false);
  });

  it('leaves the words out and moves what follows, chapters too', () => {
    // From 2 s to 5 s nothing is heard: what was said at 6 s is said at 3 s.
    const given = transcript(1, 2);
    const words = cuts
      .prepare(page)(given)
      .paragraphs.flatMap((paragraph) => paragraph.words);
    expect(words.map(({ text, start }) => [text, start])).toEqual([
      ['one', 0],
      ['four', 3],
      ['five', 5],
    ]);
    expect([0, 1.5, 3, 6, 8].map((seconds) => cuts.move!(page, given, seconds))).toEqual([0, 1.5, 2, 3, 5]);
  });
});
