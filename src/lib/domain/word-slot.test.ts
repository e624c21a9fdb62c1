import { describe, expect, it } from 'vitest';
import { sampleParagraph, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { applyEdit } from './transcript-edit.ts';
import { findBrokenInvariant } from './transcript-invariants.ts';
import { slotOfWord } from './word-slot.ts';

/** Three words end to end from 10 s on, half a second each; `untimed` has no time. */
const transcriptWith = (untimed: number, gap = 0) => {
  const { words, ...paragraph } = sampleParagraph('p', ['one', 'two', 'three'], 10);
  const timed = words.map((word, index) => {
    if (index === untimed) return { ...word, start: null, end: null };
    const start = 10 + index * 0.5 - (index > untimed ? 0.5 - gap : 0);
    return { ...word, start, end: start + 0.5 };
  });
  return sampleTranscript({ paragraphs: [{ ...paragraph, words: timed }] });
};
const wordOf = (transcript: ReturnType<typeof transcriptWith>, index: number) =>
  transcript.paragraphs[0]!.words[index]!;

describe('slotOfWord', () => {
  it('is the gap where there is one, and what is known where something is', () => {
    const transcript = transcriptWith(1, 1);
    expect(slotOfWord(transcript, wordOf(transcript, 1).id)).toEqual({ start: 10.5, end: 10.8 });
    expect(slotOfWord(transcript, wordOf(transcript, 0).id)).toEqual({ start: 10, end: 10.5 });
    expect(slotOfWord(transcript, 'nobody')).toBeNull();
  });

  it.each([0, 1, 2])('gives a word without room a time that its neighbours can spare (word %i)', (untimed) => {
    const transcript = transcriptWith(untimed);
    const word = wordOf(transcript, untimed).id;
    const edited = applyEdit(transcript, { kind: 'set-times', word, ...slotOfWord(transcript, word)! }).transcript;
    expect(findBrokenInvariant(edited)).toBeNull();
    expect(wordOf(edited, untimed).start).not.toBeNull();
  });
});
