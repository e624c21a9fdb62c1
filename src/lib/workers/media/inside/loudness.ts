/** Loudness after ITU-R BS.1770-4 and EBU R 128: K-weighting, blocks of 400 ms every 100 ms, two gates. */

const absoluteGateLufs = -70;
const relativeGateLu = -10;
const blocksPerWindow = 4;
/** Blocks of 100 ms. */
export const loudnessStepSeconds = 0.1;

type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/**
 * The two filters of BS.1770 at any sample rate: its analogue prototypes (a shelf of +4 dB above 1.7 kHz, a high-pass at
 * 38 Hz) by the bilinear transform, which gives the printed coefficients at 48 kHz.
 */
export const kWeighting = (sampleRate: number): readonly [Biquad, Biquad] => {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const shelfQ = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + shelfK / shelfQ + shelfK * shelfK;
  const shelf: Biquad = [
    (high + (band * shelfK) / shelfQ + shelfK * shelfK) / a0,
    (2 * (shelfK * shelfK - high)) / a0,
    (high - (band * shelfK) / shelfQ + shelfK * shelfK) / a0,
    (2 * (shelfK * shelfK - 1)) / a0,
    (1 - shelfK / shelfQ + shelfK * shelfK) / a0,
  ];
  const passK = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const passQ = 0.5003270373238773;
  const p0 = 1 + passK / passQ + passK * passK;
  return [shelf, [1, -2, 1, (2 * (passK * passK - 1)) / p0, (1 - passK / passQ + passK * passK) / p0]];
};

const toLufs = (power: number): number => -0.691 + 10 * Math.log10(power);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Measures while samples stream by; ten numbers a second are kept. */
export class LoudnessMeter {
  readonly #filters: readonly [Biquad, Biquad];
  /** Two delays for each of the two filters of each channel. */
  readonly #state: Float64Array;
  readonly #blockFrames: number;
  readonly #blocks: number[] = [];
  #sum = 0;
  #inBlock = 0;
  #peak = 0;

  /** `scale` brings samples to -1…1. */
  constructor(
    sampleRate: number,
    private readonly channels: number,
    private readonly scale = 1,
  ) {
    this.#filters = kWeighting(sampleRate);
    this.#state = new Float64Array(channels * 4);
    this.#blockFrames = Math.round(sampleRate * loudnessStepSeconds);
  }

  /** Interleaved samples, whole frames. */
  push(samples: Float32Array | Int16Array): void {
    const frames = samples.length / this.channels;
    for (let from = 0; from < frames;) {
      const to = Math.min(frames, from + this.#blockFrames - this.#inBlock);
      const part = samples.subarray(from * this.channels, to * this.channels);
      for (let channel = 0; channel < this.channels; channel++) this.#weigh(part, channel);
      this.#inBlock += to - from;
      if (this.#inBlock === this.#blockFrames) this.#close();
      from = to;
    }
  }

  /** One channel through both filters; all is kept in locals, which takes half the time of arrays. */
  #weigh(samples: Float32Array | Int16Array, channel: number): void {
    const { channels, scale } = this;
    const [[b0, b1, b2, a1, a2], [, , , c1, c2]] = this.#filters;
    const state = this.#state.subarray(channel * 4, channel * 4 + 4);
    let [shelf1, shelf2, pass1, pass2] = [state[0]!, state[1]!, state[2]!, state[3]!];
    let [sum, peak] = [0, this.#peak];
    for (let at = channel; at < samples.length; at += channels) {
      const x = samples[at]! * scale;
      const height = Math.abs(x);
      if (height > peak) peak = height;
      const shelved = b0 * x + shelf1;
      shelf1 = b1 * x - a1 * shelved + shelf2;
      shelf2 = b2 * x - a2 * shelved;
      const y = shelved + pass1;
      pass1 = -2 * shelved - c1 * y + pass2;
      pass2 = shelved - c2 * y;
      sum += y * y;
    }
    state.set([shelf1, shelf2, pass1, pass2]);
    this.#sum += sum;
    this.#peak = peak;
  }

  /** Highest sample so far, 0…1 and beyond. */
  get peak(): number {
    return this.#peak;
  }

  /** Integrated loudness, LUFS; -Infinity where nothing was loud enough to count, or less than 400 ms came. */
  get integratedLufs(): number {
    const windows = this.#windows().filter((power) => toLufs(power) > absoluteGateLufs);
    if (windows.length === 0) return -Infinity;
    const gate = toLufs(mean(windows)) + relativeGateLu;
    return toLufs(mean(windows.filter((power) => toLufs(power) > gate)));
  }

  /** Momentary loudness (400 ms), LUFS, one number each 100 ms; -100 for silence. */
  curve(): Float32Array {
    return Float32Array.from(this.#blocks, (_, at) => {
      const powers = this.#blocks.slice(Math.max(0, at - blocksPerWindow + 1), at + 1);
      return Math.max(-100, toLufs(mean(powers)));
    });
  }

  #windows(): number[] {
    return this.#blocks.slice(blocksPerWindow - 1).map((_, at) => mean(this.#blocks.slice(at, at + blocksPerWindow)));
  }

  #close(): void {
    this.#blocks.push(this.#sum / this.#blockFrames);
    this.#sum = 0;
    this.#inBlock = 0;
  }
}
