import type { Span } from '$lib/domain/artifacts.ts';

/** As good as full scale: resampling bends the flat tops a little. */
const fullScale = 32_440;
/** So many samples at full scale within 2 ms are no accident: a single one is a loud moment, not a cut-off top. */
const leastSamples = 3;
const nearSamples = 32;
/** Marks nearer than this are one. */
const joinSamples = 1600;
const mostMarks = 2000;

/** Finds where sound was recorded too loud, its tops cut off, while samples stream by. */
export class ClippingFinder {
  readonly #found: [start: number, end: number][] = [];
  #at = 0;
  #run = 0;
  #runStart = 0;
  #last = -Infinity;

  constructor(private readonly sampleRate: number) {}

  push(samples: Int16Array): void {
    const before = this.#at;
    for (let index = 0; index < samples.length; index++) {
      const sample = samples[index]!;
      if (sample < fullScale && sample > -fullScale) continue;
      this.#at = before + index;
      this.#loud();
    }
    this.#at = before + samples.length;
  }

  spans(): Span[] {
    return this.#found.map(([start, end]) => ({ start: start / this.sampleRate, end: end / this.sampleRate }));
  }

  #loud(): void {
    if (this.#at - this.#last > nearSamples) [this.#run, this.#runStart] = [0, this.#at];
    this.#last = this.#at;
    if (++this.#run >= leastSamples) this.#mark();
  }

  #mark(): void {
    const before = this.#found.at(-1);
    if (before && this.#runStart - before[1] < joinSamples) before[1] = this.#at + 1;
    else if (this.#found.length < mostMarks) this.#found.push([this.#runStart, this.#at + 1]);
  }
}
