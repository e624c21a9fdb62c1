import type { Word } from '$lib/domain/transcript.ts';
import { markIn } from '../caret.ts';
import { stretchesOf, type Stretch } from '../text-map.ts';

/** Marks over some words of a paragraph as it stands on screen; a run of them is one, with the spaces inside. */
export const rangesWhere = (
  element: HTMLElement,
  words: readonly Word[],
  isMarked: (word: Word) => boolean,
): StaticRange[] => {
  if (!words.some(isMarked)) return [];
  const runs: { start: number; end: number }[] = [];
  let isOpen = false;
  stretchesOf(element.textContent ?? '', words).forEach((stretch, index) => {
    const isHere = isMarked(words[index]!) && stretch !== null;
    if (isHere && isOpen) runs.at(-1)!.end = stretch.end;
    else if (isHere) runs.push({ ...stretch });
    isOpen = isHere;
  });
  return runs.flatMap(({ start, end }) => markIn(element, start, end) ?? []);
};

export const cutRanges = (element: HTMLElement, words: readonly Word[]): StaticRange[] =>
  rangesWhere(element, words, (word) => word.cut ?? false);

/** Offsets of a range in the text of an element it touches. */
const offsetsIn = (element: HTMLElement, range: Range): Stretch => {
  const length = element.textContent?.length ?? 0;
  const inside = range.cloneRange();
  const whole = document.createRange();
  whole.selectNodeContents(element);
  const isBefore = range.compareBoundaryPoints(Range.START_TO_START, whole) <= 0;
  const isAfter = range.compareBoundaryPoints(Range.END_TO_END, whole) >= 0;
  inside.setStart(element, 0);
  if (!isBefore) inside.setEnd(range.startContainer, range.startOffset);
  const start = isBefore ? 0 : inside.toString().length;
  inside.setStart(element, 0);
  if (!isAfter) inside.setEnd(range.endContainer, range.endOffset);
  return { start, end: isAfter ? length : inside.toString().length };
};

/** Words of a paragraph that a range covers, in part or whole. */
export const wordsInRange = (element: HTMLElement, words: readonly Word[], range: Range): Word[] => {
  const chosen = offsetsIn(element, range);
  const stretches = stretchesOf(element.textContent ?? '', words);
  return words.filter((_, index) => {
    const stretch = stretches[index];
    return stretch != null && stretch.start < chosen.end && stretch.end > chosen.start;
  });
};
