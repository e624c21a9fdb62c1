/** A gain that never lets a sample rise above `ceiling`, changing smoothly: it looks 5 ms ahead and lets go slowly. */
export class Limiter {
  readonly #ahead: number;
  readonly #release: number;
  /** The last samples, one behind the other in a ring: they leave `ahead` frames late. */
  readonly #delayed: Float32Array;
  readonly #needed: Float32Array;
  readonly #held: Float32Array;
  #heldSum: number;
  #gain = 1;
  #frame = 0;
  #lowest = 1;
  #lowestAt = -1;

  constructor(
    sampleRate: number,
    private readonly channels: number,
    private readonly ceiling: number,
  ) {
    this.#ahead = Math.round(sampleRate * 0.005);
    this.#release = 1 - Math.exp(-1 / (sampleRate * 0.08));
    this.#delayed = new Float32Array(this.#ahead * channels);
    this.#needed = new Float32Array(this.#ahead + 1).fill(1);
    this.#held = new Float32Array(this.#ahead).fill(1);
    this.#heldSum = this.#ahead;
  }

  /** Limits interleaved samples in place; what comes out is what went in `delayFrames` before. */
  process(samples: Float32Array): void {
    const { channels } = this;
    for (let at = 0; at < samples.length; at += channels) {
      const gain = this.#gainFor(samples, at);
      const slot = (this.#frame % this.#ahead) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const out = this.#delayed[slot + channel]! * gain;
        this.#delayed[slot + channel] = samples[at + channel]!;
        samples[at + channel] = out;
      }
      this.#frame++;
    }
  }

  get delayFrames(): number {
    return this.#ahead;
  }

  /**
   * Gain of the sample that leaves now. The least gain that any sample within reach needs is held, let go slowly, and
   * averaged over the reach: so it has come down fully when the loud sample leaves.
   */
  #gainFor(samples: Float32Array, at: number): number {
    let peak = 0;
    for (let channel = 0; channel < this.channels; channel++) {
      const value = samples[at + channel]!;
      if (value > peak) peak = value;
      else if (-value > peak) peak = -value;
    }
    const low = this.#least(peak > this.ceiling ? this.ceiling / peak : 1);
    this.#gain = low < this.#gain ? low : this.#gain + (low - this.#gain) * this.#release;
    const slot = this.#frame % this.#ahead;
    this.#heldSum += this.#gain - this.#held[slot]!;
    this.#held[slot] = this.#gain;
    return this.#gain === 1 && this.#heldSum > this.#ahead - 1e-6 ? 1 : this.#heldSum / this.#ahead;
  }

  /** The least of the last `ahead + 1` needed gains. */
  #least(needed: number): number {
    const size = this.#needed.length;
    this.#needed[this.#frame % size] = needed;
    if (needed <= this.#lowest) [this.#lowest, this.#lowestAt] = [needed, this.#frame];
    else if (this.#frame - this.#lowestAt >= size) this.#search(size);
    return this.#lowest;
  }

  #search(size: number): void {
    this.#lowest = 1;
    this.#lowestAt = this.#frame;
    for (let back = size - 1; back >= 0; back--) {
      const frame = this.#frame - back;
      if (frame >= 0 && this.#needed[frame % size]! <= this.#lowest)
        [this.#lowest, this.#lowestAt] = [this.#needed[frame % size]!, frame];
    }
  }
}
