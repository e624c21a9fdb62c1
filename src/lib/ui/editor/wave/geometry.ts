import type { Span } from '$lib/domain/artifacts.ts';
import type { Paragraph, Transcript, Word } from '$lib/domain/transcript.ts';

/** What of the recording is in view, in seconds, over how many pixels. */
export type View = { start: number; end: number; width: number };

export const pixelsPerSecond = ({ start, end, width }: View): number => width / Math.max(1e-6, end - start);
export const toX = (view: View, seconds: number): number => (seconds - view.start) * pixelsPerSecond(view);
export const toSeconds = (view: View, x: number): number => view.start + x / pixelsPerSecond(view);

/** Words are shown, and their edges can be dragged, from this many pixels a second; below only those of paragraphs. */
export const wordPixelsPerSecond = 45;
/** How near to an edge takes hold of it. */
const reachPx = 6;

export type TimedWord = Word & { start: number; end: number };
export type WordBox = { word: TimedWord; isFirst: boolean; isLast: boolean };

const boxes = new WeakMap<Paragraph, readonly WordBox[]>();

/** The timed words of a paragraph, made once for each: this is asked for with every letter. */
const boxesOf = (paragraph: Paragraph): readonly WordBox[] => {
  const known = boxes.get(paragraph);
  if (known) return known;
  const timed = paragraph.words.filter((word): word is TimedWord => word.start !== null && word.end !== null);
  const made = timed.map((word, at) => ({ word, isFirst: at === 0, isLast: at === timed.length - 1 }));
  boxes.set(paragraph, made);
  return made;
};

/** Timed words in view, in order; where words are too small to be told apart, the first and last of each paragraph. */
export const boxesIn = ({ paragraphs }: Pick<Transcript, 'paragraphs'>, view: View): readonly WordBox[] => {
  const isInView = ({ word }: WordBox) => word.end > view.start && word.start < view.end;
  const showsWords = pixelsPerSecond(view) >= wordPixelsPerSecond;
  return paragraphs.flatMap((paragraph) => {
    const all = boxesOf(paragraph);
    const [first, last] = [all[0], all.at(-1)];
    if (!first || last!.word.end <= view.start || first.word.start >= view.end) return [];
    return (showsWords ? all : first === last ? [first] : [first, last!]).filter(isInView);
  });
};

/** Something that can be dragged: an edge of a word or of the selection. */
export type Handle =
  { kind: 'word'; word: TimedWord; edge: 'start' | 'end' } | { kind: 'selection'; edge: 'start' | 'end' };

/** What a press at `x` takes hold of, of the words in view; null for nothing. The selection comes first, then the nearest edge of a word. */
export const handleAt = (
  view: View,
  x: number,
  { words, selection }: { words: readonly WordBox[]; selection: Span | null },
): Handle | null => {
  const distance = (seconds: number) => Math.abs(toX(view, seconds) - x);
  for (const edge of ['start', 'end'] as const) {
    if (selection && distance(selection[edge]) <= reachPx) return { kind: 'selection', edge };
  }
  const showsWords = pixelsPerSecond(view) >= wordPixelsPerSecond;
  const edges = words.flatMap(({ word, isFirst, isLast }): Extract<Handle, { kind: 'word' }>[] => [
    ...(showsWords || isFirst ? [{ kind: 'word' as const, word, edge: 'start' as const }] : []),
    ...(showsWords || isLast ? [{ kind: 'word' as const, word, edge: 'end' as const }] : []),
  ]);
  const near = edges.filter(({ word, edge }) => distance(word[edge]) <= reachPx);
  // Where one word ends as the next begins, the side of the press says which is meant.
  const side = (handle: (typeof edges)[number]) =>
    (handle.edge === 'start') === x >= toX(view, handle.word[handle.edge]) ? 0 : 1;
  near.sort((a, b) => distance(a.word[a.edge]) - distance(b.word[b.edge]) || side(a) - side(b));
  return near[0] ?? null;
};

/** A span with one edge moved; the edges change places where they cross. */
export const withEdge = (span: Span, edge: 'start' | 'end', seconds: number): Span => {
  const moved = { ...span, [edge]: seconds };
  return moved.start <= moved.end ? moved : { start: moved.end, end: moved.start };
};
