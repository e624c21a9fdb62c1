import { describe, expect, it } from 'vitest';
import { sampleTranscript } from '../../../../tests/fakes/samples.ts';
import { applyEdit } from '$lib/domain/transcript-edit.ts';
import { findBrokenInvariant } from '$lib/domain/transcript-invariants.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import { pasteLines } from './paste.ts';

describe('pasteLines', () => {
  const start = sampleTranscript();
  const paste = (text: string, [from, to]: [number, number], pasted: string) =>
    pasteLines(start, { paragraph: 'p2', text, start: from, end: to }, pasted);

  it('makes a paragraph of each line, inside a paragraph, as one step', () => {
    const { edit, caret } = paste('How are you?', [4, 4], 'very\nold\r\n\nand tired ')!;
    const { transcript, inverse } = applyEdit(start, edit);
    expect(transcript.paragraphs.map(paragraphText)).toEqual([
      'Good morning.',
      'How very',
      'old',
      'and tired are you?',
    ]);
    expect(findBrokenInvariant(transcript)).toBeNull();
    const [first, , third] = transcript.paragraphs.slice(1);
    expect([first!.words[0], ...third!.words.slice(2)]).toEqual(start.paragraphs[1]!.words);
    expect(applyEdit(transcript, inverse).transcript).toEqual(start);
    expect(caret).toEqual({ id: transcript.paragraphs.at(-1)!.id, offset: 'and tired'.length });
  });

  it('does not glue its last word to the next where it ends with a line break', () => {
    const { edit } = paste('How are you?', [4, 4], 'one\ntwo\n')!;
    const { transcript } = applyEdit(start, edit);
    expect(transcript.paragraphs.map(paragraphText)).toEqual(['Good morning.', 'How one', 'two are you?']);
    expect(findBrokenInvariant(transcript)).toBeNull();
  });

  it('leaves a single line to the browser', () => {
    expect(paste('How are you?', [0, 3], 'Who\n')).toBeNull();
  });

  it('takes a whole interview: the time grows with the text, and not with its square', () => {
    const line = 'a dozen words or so in it as many lines of a page have';
    const paste = (lines: number) => {
      const begun = performance.now();
      const where = { paragraph: 'p2', text: 'How are you?', start: 4, end: 4 };
      const { edit } = pasteLines(start, where, Array.from({ length: lines }, () => line).join('\n'))!;
      expect(applyEdit(start, edit).transcript.paragraphs).toHaveLength(1 + lines);
      return performance.now() - begun;
    };
    paste(100);
    const least = (lines: number) => Math.min(...Array.from({ length: 2 }, () => paste(lines)));
    expect(least(2000) / least(250)).toBeLessThan(20);
  });
});
