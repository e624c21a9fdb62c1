import { describe, expect, it } from 'vitest';
import { sampleTranscript } from '../../../../tests/fakes/samples.ts';
import { applyEdit } from '$lib/domain/transcript-edit.ts';
import { findBrokenInvariant } from '$lib/domain/transcript-invariants.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import { pasteEdit } from './paste.ts';

describe('pasteEdit', () => {
  const start = sampleTranscript();

  it('makes a paragraph of each line, inside a paragraph, as one step', () => {
    const edit = pasteEdit('p2', 'How are you?', { start: 4, end: 4 }, 'very\nold\r\n\nand tired ')!;
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
  });

  it('does not glue its last word to the next where it ends with a line break', () => {
    const edit = pasteEdit('p2', 'How are you?', { start: 4, end: 4 }, 'one\ntwo\n')!;
    const { transcript } = applyEdit(start, edit);
    expect(transcript.paragraphs.map(paragraphText)).toEqual(['Good morning.', 'How one', 'two are you?']);
    expect(findBrokenInvariant(transcript)).toBeNull();
  });

  it('leaves a single line to the browser', () => {
    expect(pasteEdit('p2', 'How are you?', { start: 0, end: 3 }, 'Who\n')).toBeNull();
  });
});
