import { wordOffsets } from '$lib/domain/transcript-words.ts';
import { paragraphText, type Paragraph } from '$lib/domain/transcript.ts';
import { writeNumber } from './numbers-english.ts';
import { isEnglish, replacing, type Refine, type RefineContext, type Replacing } from './step.ts';

/** A number ends at a mark: what follows a comma is another one. */
const barrier = '|';

/** Bare words in lower case with what follows a mark kept apart; hyphenated ones are taken apart. */
type Spoken = { words: string[]; /** Index into the paragraph's words. */ at: number[] };

const spokenOf = ({ words }: Paragraph): Spoken => {
  const spoken: Spoken = { words: [], at: [] };
  words.forEach(({ text }, index) => {
    const bare = text
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .replace(/[^\p{L}\p{N}]+$/u, '');
    for (const part of bare.split('-')) {
      spoken.words.push(part.replaceAll('.', ''));
      spoken.at.push(index);
    }
    if (/[,;:.!?…)"”]$/u.test(text) && !/^[ap]\.m\.$/iu.test(text)) {
      spoken.words.push(barrier);
      spoken.at.push(index);
    }
  });
  return spoken;
};

const changesIn = (paragraph: Paragraph): Replacing[] => {
  const text = paragraphText(paragraph);
  const offsets = wordOffsets(paragraph);
  const { words, at } = spokenOf(paragraph);
  const changes: Replacing[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const written = writeNumber(words, index);
    if (!written) continue;
    const [first, last] = [at[index]!, at[index + written.words - 1]!];
    const isWhole = at[index - 1] !== first && at[index + written.words] !== last;
    const isWholeToMark = isWhole || (at[index - 1] !== first && words[index + written.words] === barrier);
    if (isWholeToMark) changes.push(change(paragraph, { text, offsets, first, last }, written));
    index += written.words - 1;
  }
  return changes;
};

type Stretch = { text: string; offsets: readonly number[]; first: number; last: number };

const change = (
  paragraph: Paragraph,
  { text, offsets, first, last }: Stretch,
  written: { text: string; isSure: boolean },
): Replacing => {
  const [head, tail] = [paragraph.words[first]!.text, paragraph.words[last]!.text];
  const mark = /[^\p{L}\p{N}]*$/u.exec(tail)![0];
  // "3 p.m." at the end of a sentence already ends in a point.
  const kept = written.text.endsWith('.') ? mark.replace(/^\./u, '') : mark;
  const start = offsets[first]! + /^[^\p{L}\p{N}]*/u.exec(head)![0].length;
  return replacing(
    { id: paragraph.id, text },
    [start, offsets[last]! + tail.length],
    written.text + kept,
    written.isSure,
  );
};

/** Numbers, dates, times, sums and shares written in figures, for paragraphs in English. */
export const numbers: Refine = ({ transcript }: RefineContext) =>
  transcript.paragraphs.filter((paragraph) => isEnglish(paragraph, transcript)).flatMap(changesIn);
