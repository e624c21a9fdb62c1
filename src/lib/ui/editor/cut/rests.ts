import type { Span } from '$lib/domain/artifacts.ts';
import { restsOf } from '$lib/domain/rests.ts';
import type { Word } from '$lib/domain/transcript.ts';
import { markIn, selectionIn } from '../caret.ts';
import { stretchesOf } from '../text-map.ts';

type Placed = { rest: Span; from: number; to: number };

/** Rests with where the space stands on screen that shows them. */
const placedRests = (element: HTMLElement, words: readonly Word[]): Placed[] => {
  const rests = restsOf(words);
  const stretches = rests.length > 0 ? stretchesOf(element.textContent ?? '', words) : [];
  return rests.flatMap(({ after, start, end }) => {
    const [word, next] = [stretches[after], stretches[after + 1]];
    return word && next && word.end < next.start ? [{ rest: { start, end }, from: word.end, to: next.start }] : [];
  });
};

/** Where rests are shown: those that are heard, and those that `cuts` leave out. */
export const restRanges = (element: HTMLElement, words: readonly Word[], cuts: readonly Span[]) => {
  const isCut = ({ rest }: Placed) => cuts.some(({ start, end }) => start < rest.end && end > rest.start);
  const rangesOf = (placed: readonly Placed[]) => placed.flatMap(({ from, to }) => markIn(element, from, to) ?? []);
  const all = placedRests(element, words);
  return { heard: rangesOf(all.filter((each) => !isCut(each))), cut: rangesOf(all.filter(isCut)) };
};

/** The rest at an offset of the text on screen. */
export const restAt = (element: HTMLElement, words: readonly Word[], offset: number): Span | null =>
  placedRests(element, words).find(({ from, to }) => from <= offset && offset < to)?.rest ?? null;

/** The rest that is selected: its space and nothing else. */
export const selectedRest = (element: HTMLElement, words: readonly Word[]): Span | null => {
  const selection = selectionIn(element);
  if (!selection || selection.start === selection.end) return null;
  return (
    placedRests(element, words).find(({ from, to }) => from <= selection.start && selection.end <= to)?.rest ?? null
  );
};
