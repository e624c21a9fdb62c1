import { newId } from '$lib/core/ids.ts';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import { tidySpaces, wordOffsets } from '$lib/domain/transcript-words.ts';
import type { Paragraph, Transcript, Word } from '$lib/domain/transcript.ts';

/** The edit, and where the caret stands behind what was pasted. */
export type Paste = { edit: TranscriptEdit; caret: { id: string; offset: number } };

/** What is pasted, where: a selection of the text on screen of one paragraph. */
export type PasteAt = { paragraph: string; text: string; start: number; end: number };

/** The first word of a paragraph begins no line within it. */
const asFirst = ([first, ...rest]: readonly Word[]): Word[] => {
  if (!first) return [];
  const { line: _, ...plain } = first;
  return [plain, ...rest];
};

/** The words of a paragraph parted where its text reaches each of these lengths, in rising order; each word is looked at once. */
const partsOf = (paragraph: Paragraph, ends: readonly number[]): Word[][] => {
  const offsets = wordOffsets(paragraph);
  const parts: Word[][] = [];
  let from = 0;
  for (const end of ends) {
    let until = from;
    while (until < paragraph.words.length && offsets[until]! < end) until += 1;
    parts.push(paragraph.words.slice(from, until));
    from = until;
  }
  return [...parts, paragraph.words.slice(from)];
};

/**
 * Text of several lines put in the place of a selection: each line a paragraph, as one step. Null for a single line. Takes
 * time in proportion to the text, as a page of a book or a whole interview may be pasted.
 */
export const pasteLines = (transcript: Transcript, where: PasteAt, pasted: string): Paste | null => {
  const lines = pasted.split(/[\r\n]+/u).filter((line) => line.trim() !== '');
  const at = transcript.paragraphs.findIndex(({ id }) => id === where.paragraph);
  if (lines.length < 2 || at < 0) return null;
  const before = where.text.slice(0, where.start) + lines[0]!;
  // A line break at the end parts the last word from what follows.
  const gap = /[\r\n]\s*$/u.test(pasted) ? ' ' : '';
  const text = [before, ...lines.slice(1)].join(' ') + gap + where.text.slice(where.end);
  const paragraph = applyEdit(transcript, { kind: 'set-text', paragraph: where.paragraph, text }).transcript.paragraphs[
    at
  ]!;
  const ends: number[] = [];
  for (const line of [before, ...lines.slice(1, -1)]) ends.push((ends.at(-1) ?? -1) + 1 + tidySpaces(line).length);
  const [first, ...others] = partsOf(paragraph, ends);
  // The first keeps its id: it is the paragraph that was there.
  const paragraphs = [
    { ...paragraph, words: first! },
    ...others.map((words) => ({ ...paragraph, id: newId(), words: asFirst(words) })),
  ];
  return {
    edit: { kind: 'splice', at, remove: 1, paragraphs, parts: null },
    caret: { id: paragraphs.at(-1)!.id, offset: tidySpaces(lines.at(-1)!).length },
  };
};
