/** How loud the pauses are: the power that nine tenths of all blocks rise above. */
export class NoiseFloor {
  readonly #powers: number[] = [];
  #sum = 0;
  #count = 0;

  constructor(private readonly blockSamples: number) {}

  push(samples: Float32Array): void {
    for (const sample of samples) {
      this.#sum += sample * sample;
      if (++this.#count < this.blockSamples) continue;
      this.#powers.push(this.#sum / this.blockSamples);
      this.#sum = this.#count = 0;
    }
  }

  /** dB of full scale; -100 for silence or nothing. */
  get db(): number {
    const sorted = Float64Array.from(this.#powers).sort();
    return 10 * Math.log10((sorted[Math.floor(sorted.length / 10)] ?? 0) + 1e-10);
  }
}
