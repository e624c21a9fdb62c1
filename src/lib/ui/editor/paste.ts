import type { TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import { tokenise } from '$lib/domain/transcript-words.ts';

/** Text of several lines put in the place of a selection: each line a paragraph, as one step. Null for a single line. */
export const pasteEdit = (
  paragraph: string,
  text: string,
  selection: { start: number; end: number },
  pasted: string,
): TranscriptEdit | null => {
  const lines = pasted.split(/[\r\n]+/u).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  const before = text.slice(0, selection.start) + lines[0]!;
  // A line break at the end parts the last word from what follows.
  const gap = /[\r\n]\s*$/u.test(pasted) ? ' ' : '';
  const whole = [before, ...lines.slice(1)].join(' ') + gap + text.slice(selection.end);
  const ends = lines.slice(0, -1).map((_, at) => tokenise([before, ...lines.slice(1, at + 1)].join(' ')).length);
  const splits = ends.map((at): TranscriptEdit => ({ kind: 'split', paragraph, at }));
  // From the last to the first: the paragraph that is split keeps its id.
  return { kind: 'batch', edits: [{ kind: 'set-text', paragraph, text: whole }, ...splits.reverse()] };
};
