import type { Span } from '$lib/domain/artifacts.ts';

/** Fade at each seam, so that none clicks. */
const fadeSeconds = 0.005;

type Frames = readonly [start: number, end: number];

/**
 * Lets the kept stretches through and nothing else, with 5 ms fades where something was left out. `fromFrame` says where
 * in the file the first sample stands.
 */
export class Gate {
  readonly #spans: readonly Frames[];
  readonly #fade: number;
  #frame: number;
  #span = 0;

  constructor(
    spans: readonly Span[],
    sampleRate: number,
    private readonly channels: number,
    fromFrame: number,
  ) {
    this.#spans = spans.map(({ start, end }) => [Math.round(start * sampleRate), Math.round(end * sampleRate)]);
    this.#fade = Math.round(fadeSeconds * sampleRate);
    this.#frame = fromFrame;
  }

  /** What of these interleaved samples is kept: a copy. */
  pass(samples: Float32Array): Float32Array {
    const frames = samples.length / this.channels;
    const kept = new Float32Array(samples.length);
    let count = 0;
    for (let done = 0; done < frames;) {
      const span = this.#spans[this.#span];
      if (!span) break;
      const at = this.#frame + done;
      if (at >= span[1]) {
        this.#span++;
        continue;
      }
      if (at < span[0]) {
        done = Math.min(frames, done + span[0] - at);
        continue;
      }
      const until = Math.min(frames, done + span[1] - at);
      this.#copy(samples.subarray(done * this.channels, until * this.channels), kept.subarray(count), at, span);
      count += (until - done) * this.channels;
      done = until;
    }
    this.#frame += frames;
    return kept.subarray(0, count);
  }

  #copy(...[from, to, at, [start, end]]: [Float32Array, Float32Array, number, Frames]): void {
    to.set(from);
    const isFirst = this.#span === 0;
    const isLast = this.#span === this.#spans.length - 1;
    const frames = from.length / this.channels;
    for (let frame = 0; frame < frames; frame++) {
      const fadeIn = isFirst ? 1 : (at + frame - start) / this.#fade;
      const fadeOut = isLast ? 1 : (end - at - frame) / this.#fade;
      const gain = Math.min(1, fadeIn, fadeOut);
      if (gain === 1) continue;
      for (let channel = 0; channel < this.channels; channel++) to[frame * this.channels + channel]! *= gain;
    }
  }
}
