import type { Span } from '$lib/domain/artifacts.ts';
import type { SpeechWindow } from '$lib/domain/ports.ts';

/** A pause up to this long stays inside a window: it helps the recogniser hear where sentences end. */
const keptGapSeconds = 1;
const tolerance = 1e-6;

/**
 * Packs speech into windows, in order, without overlap (cut and merge, WhisperX): spans follow one another into a window
 * until the next does not fit; long pauses are left out. What has been given out never changes, so windows can be
 * recognised while more speech is still being found.
 */
export class WindowPacker {
  #pieces: Span[] = [];
  #index = 0;

  constructor(private readonly maxSeconds: number) {}

  /** Takes the next span, at most `maxSeconds` long (`cutLong`), and gives the window this one closed, if any. */
  add(span: Span): SpeechWindow[] {
    const last = this.#pieces.at(-1);
    const gap = last ? span.start - last.end : Infinity;
    const isNear = gap <= keptGapSeconds;
    const length = span.end - span.start + (isNear ? gap : 0);
    if (last && lengthOf(this.#pieces) + length <= this.maxSeconds + tolerance) {
      if (isNear) this.#pieces[this.#pieces.length - 1] = { start: last.start, end: span.end };
      else this.#pieces.push(span);
      return [];
    }
    const closed = this.finish();
    this.#pieces = [span];
    return closed;
  }

  /** The window still open, once no more will come. */
  finish(): SpeechWindow[] {
    if (this.#pieces.length === 0) return [];
    const window = { index: this.#index++, pieces: this.#pieces };
    this.#pieces = [];
    return [window];
  }
}

/** Where within a stretch of the recording it is quietest. */
export type Quietest = (search: Span) => Promise<number>;

/**
 * Cuts speech that goes on for longer than a window at quiet places. Gives the parts that are certain and what is left:
 * while the span may still grow (`isWhole` false) two windows' worth is held back, so that growing changes no cut.
 */
export const cutLong = async (
  span: Span,
  maxSeconds: number,
  { quietest, isWhole }: { quietest: Quietest; isWhole: boolean },
): Promise<{ parts: Span[]; rest: Span | null }> => {
  const parts: Span[] = [];
  let { start } = span;
  const cutAt = async (search: Span) => {
    const found = await quietest(search);
    const end = Math.min(search.end, Math.max(search.start, found));
    parts.push({ start, end });
    start = end;
  };
  while (span.end - start > 2 * maxSeconds) await cutAt({ start: start + 0.6 * maxSeconds, end: start + maxSeconds });
  if (!isWhole) return { parts, rest: { start, end: span.end } };
  const left = span.end - start;
  if (left > maxSeconds + tolerance) {
    const [least, most] = [Math.max(left - maxSeconds, 0.35 * left), Math.min(maxSeconds, 0.65 * left)];
    await cutAt({ start: start + least, end: start + most });
  }
  parts.push({ start, end: span.end });
  return { parts, rest: null };
};

/** Windows of speech that is known whole. */
export const packWindows = async (
  spans: readonly Span[],
  maxSeconds: number,
  quietest: Quietest = middle,
): Promise<SpeechWindow[]> => {
  const packer = new WindowPacker(maxSeconds);
  const windows: SpeechWindow[] = [];
  for (const span of spans) {
    const { parts } = await cutLong(span, maxSeconds, { quietest, isWhole: true });
    for (const part of parts) windows.push(...packer.add(part));
  }
  return [...windows, ...packer.finish()];
};

export const middle: Quietest = ({ start, end }) => Promise.resolve((start + end) / 2);

/**
 * A stretch of window time in file time. It goes to the piece that holds its middle, clamped to it: a word never spans a
 * pause that was left out.
 */
export const mapToFile = (window: SpeechWindow, start: number, end: number): Span => {
  const centre = (start + end) / 2;
  let offset = 0;
  for (const [index, piece] of window.pieces.entries()) {
    const length = piece.end - piece.start;
    if (centre < offset + length || index === window.pieces.length - 1) {
      const at = (seconds: number) => Math.min(piece.end, Math.max(piece.start, piece.start + seconds - offset));
      return { start: at(start), end: at(end) };
    }
    offset += length;
  }
  throw new RangeError('A window has at least one piece.');
};

export const lengthOf = (pieces: readonly Span[]): number =>
  pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0);
