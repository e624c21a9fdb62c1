import type { Span } from '$lib/domain/artifacts.ts';
import { listOf } from '$lib/domain/cut-list.ts';

/** Two stretches meet over this long: each is half heard at the joint, and the whole is exactly as long as its parts. */
export const crossfadeSeconds = 0.005;

type Piece = {
  /** Where the stretch lies in the file and where it goes, in frames. */
  from: number;
  to: number;
  at: number;
  /** Frames the fade reaches to each side of its ends; 0 where the recording itself begins or ends. */
  headFade: number;
  tailFade: number;
  /** True where nothing stands before or behind to fade from or to: the fade lies inside. */
  isFirst: boolean;
  isLast: boolean;
};

const piecesOf = (kept: readonly Span[], rate: number, mostFrames: number): Piece[] => {
  const { starts } = listOf(kept, 0);
  const fade = Math.round((crossfadeSeconds / 2) * rate);
  const pieces = kept.map(({ start, end }, index): Piece => {
    const from = Math.round(start * rate);
    const at = Math.round(starts[index]! * rate);
    // As long as the edited clock says, so that many cuts do not add up to a drift.
    const to = from + Math.round((starts[index]! + end - start) * rate) - at;
    const [isFirst, isLast] = [index === 0, index === kept.length - 1];
    return { from, to, at, headFade: fade, tailFade: fade, isFirst, isLast };
  });
  pieces.forEach((piece, index) => {
    const before = pieces[index - 1];
    const most = (other: Piece | undefined) =>
      Math.min(fade, (piece.to - piece.from) >> 1, other ? (other.to - other.from) >> 1 : fade);
    piece.headFade = piece.isFirst && piece.from === 0 ? 0 : most(before);
    if (before) before.tailFade = piece.headFade;
    if (piece.isLast) piece.tailFade = piece.to >= mostFrames ? 0 : most(undefined);
  });
  return pieces;
};

/** Share of a piece heard at a frame of the file; at a joint the shares of both sides add up to one. */
const gainAt = ({ from, to, headFade, tailFade, isFirst, isLast }: Piece, frame: number): number => {
  const head = isFirst ? (frame - from + 0.5) / headFade : (frame - from + headFade + 0.5) / (2 * headFade);
  const tail = isLast ? (to - frame - 0.5) / tailFade : (to + tailFade - frame - 0.5) / (2 * tailFade);
  const risen = headFade === 0 ? 1 : Math.min(1, Math.max(0, head));
  return tailFade === 0 ? risen : risen * Math.min(1, Math.max(0, tail));
};

const reach = (piece: Piece): { first: number; end: number } => ({
  first: piece.isFirst ? piece.from : piece.from - piece.headFade,
  end: piece.isLast ? piece.to : piece.to + piece.tailFade,
});

export type SplicerOptions = {
  kept: readonly Span[];
  muted: readonly Span[];
  sampleRate: number;
  channels: number;
  /** Length of the file; a stretch that reaches it is not faded out. */
  durationSeconds: number;
};

/**
 * Joins stretches of a sound that is pushed in the order of the file: frame n is heard at n / sampleRate s of it. What is
 * not pushed is silent. Frames are interleaved, -1…1; `write` gets each only once it is final and must copy what it keeps.
 */
export class Splicer {
  readonly totalFrames: number;
  readonly #pieces: readonly Piece[];
  readonly #muted: readonly { from: number; to: number }[];
  readonly #channels: number;
  #buffer: Float32Array;
  /** Frame of the output the buffer begins with. */
  #written = 0;
  /** Pieces before this one are whole. */
  #open = 0;

  constructor(
    options: SplicerOptions,
    private readonly write: (interleaved: Float32Array) => void,
  ) {
    const { kept, muted, sampleRate, channels, durationSeconds } = options;
    this.#pieces = piecesOf(kept, sampleRate, Math.round(durationSeconds * sampleRate));
    this.#muted = muted.map(({ start, end }) => ({
      from: Math.round(start * sampleRate),
      to: Math.round(end * sampleRate),
    }));
    this.#channels = channels;
    this.#buffer = new Float32Array(sampleRate * channels);
    const last = this.#pieces.at(-1);
    this.totalFrames = last ? last.at + last.to - last.from : 0;
  }

  /** `first`: frame of the file the samples begin with; never before the end of what was pushed already. */
  push(first: number, interleaved: Float32Array): void {
    const end = first + interleaved.length / this.#channels;
    for (let index = this.#open; index < this.#pieces.length; index += 1) {
      const piece = this.#pieces[index]!;
      const range = reach(piece);
      if (range.first >= end) break;
      this.#add(piece, Math.max(first, range.first), Math.min(end, range.end), { first, interleaved });
    }
    while (this.#open < this.#pieces.length && reach(this.#pieces[this.#open]!).end <= end) this.#open += 1;
    this.#flush(this.#finalUntil(end));
  }

  /** Writes what is left; what never came is silent. */
  finish(): void {
    this.#flush(this.totalFrames);
  }

  /** True when nothing that comes later is heard. */
  get isDone(): boolean {
    return this.#open >= this.#pieces.length;
  }

  #finalUntil(end: number): number {
    const piece = this.#pieces[this.#open];
    if (!piece) return this.totalFrames;
    const head = piece.isFirst ? piece.at : piece.at - piece.headFade;
    const reached = piece.at + (Math.min(end, piece.to - (piece.isLast ? 0 : piece.tailFade)) - piece.from);
    return Math.max(head, reached);
  }

  #add(piece: Piece, from: number, to: number, source: { first: number; interleaved: Float32Array }): void {
    const channels = this.#channels;
    this.#reserve(piece.at + to - piece.from - this.#written);
    for (let frame = from; frame < to; frame += 1) {
      const target = piece.at + frame - piece.from;
      if (target < this.#written || target >= this.totalFrames) continue;
      const gain = this.#isMuted(frame) ? 0 : gainAt(piece, frame);
      const out = (target - this.#written) * channels;
      const at = (frame - source.first) * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        this.#buffer[out + channel]! += source.interleaved[at + channel]! * gain;
      }
    }
  }

  #isMuted(frame: number): boolean {
    return this.#muted.length > 0 && this.#muted.some(({ from, to }) => frame >= from && frame < to);
  }

  #reserve(frames: number): void {
    if (frames * this.#channels <= this.#buffer.length) return;
    const larger = new Float32Array(frames * this.#channels * 2);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }

  #flush(until: number): void {
    const most = Math.min(until, this.totalFrames) - this.#written;
    if (most <= 0) return;
    this.#reserve(most);
    const count = most * this.#channels;
    this.write(this.#buffer.subarray(0, count));
    this.#buffer.copyWithin(0, count);
    this.#buffer.fill(0, this.#buffer.length - count);
    this.#written += most;
  }
}
