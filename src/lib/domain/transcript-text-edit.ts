import { retime, type Room } from './transcript-retime.ts';
import { gapBefore, paragraphText, type Paragraph, type Word } from './transcript.ts';
import { tidySpaces, tokenise, wordOffsets } from './transcript-words.ts';

const commonHead = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length += 1;
  return length;
};

const commonTail = (a: string, b: string, most: number): number => {
  let length = 0;
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
};

const isSpaceOrEdge = (text: string, index: number): boolean =>
  index < 0 || index >= text.length || text[index] === ' ' || text[index] === '\n';

/** What stands before an offset of a tidy text, as `gapBefore` tells it. */
const gapAt = (text: string, offset: number): string =>
  offset > 0 && isSpaceOrEdge(text, offset - 1) ? text[offset - 1]! : '';

/** Words at the start whose letters, and the boundary behind them, did not change. */
const untouchedHead = (words: readonly Word[], offsets: readonly number[], text: string, head: number): number => {
  const isUntouched = (word: Word, index: number): boolean => {
    const end = offsets[index]! + word.text.length;
    if (end > head) return false;
    return words[index + 1]?.joined ? end < head || end === text.length : isSpaceOrEdge(text, end);
  };
  const touched = words.findIndex((word, index) => !isUntouched(word, index));
  return touched < 0 ? words.length : touched;
};

/** Words at the end whose letters, and the boundary before them, did not change. `shift`: how much longer the text is. */
const untouchedTail = (
  words: readonly Word[],
  offsets: readonly number[],
  text: string,
  { tail, shift }: { tail: number; shift: number },
): number => {
  let count = 0;
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const start = offsets[index]! + shift;
    if (start < text.length - tail) break;
    // A word at the beginning is what it is anywhere behind a space.
    const gap = start === 0 ? ' ' : gapAt(text, start);
    if (gap !== (index === 0 ? ' ' : gapBefore(words[index]!, index))) break;
    count += 1;
  }
  return count;
};

/**
 * The words of a paragraph after its text was changed to `raw`. Words outside the changed letters are the same objects;
 * trimming what both texts share keeps the alignment optimal, so only the stretch between is aligned and retimed.
 * `around` is what is known in time before and after the whole paragraph.
 */
export const wordsForText = (
  paragraph: Paragraph,
  raw: string,
  around: Omit<Room, 'isAtStart'>,
  makeId: () => string,
): Word[] => {
  const { words } = paragraph;
  const text = tidySpaces(raw);
  const before = paragraphText(paragraph);
  if (text === before) return words;
  const offsets = wordOffsets(paragraph);
  const head = commonHead(before, text);
  const tail = commonTail(before, text, Math.min(before.length, text.length) - head);
  const shift = text.length - before.length;
  const first = untouchedHead(words, offsets, text, head);
  const kept = Math.min(untouchedTail(words, offsets, text, { tail, shift }), words.length - first);
  const last = words.length - kept;
  const from = first === 0 ? 0 : offsets[first - 1]! + words[first - 1]!.text.length;
  const until = last === words.length ? text.length : offsets[last]! + shift;
  const middle = text.slice(from, until);
  const tokens = tokenise(middle, first > 0 && middle !== '' && !isSpaceOrEdge(text, from));
  const local: Room = {
    from: words.slice(0, first).findLast((word) => word.end !== null)?.end ?? around.from,
    until: words.slice(last).find((word) => word.start !== null)?.start ?? around.until,
    isAtStart: first === 0,
    ...(around.spreads && { spreads: true }),
  };
  return [...words.slice(0, first), ...retime(words.slice(first, last), tokens, local, makeId), ...words.slice(last)];
};
