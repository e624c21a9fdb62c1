const zeroCrossings = 20;
/** Kaiser window for about 70 dB (Kaiser & Schafer 1980: beta = 0.1102 (A - 8.7)). */
const beta = 6.76;
/** More phases than this are rounded to the nearest: at worst 1/8192 of an input sample off, 74 dB down. */
const mostPhases = 4096;

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** Modified Bessel function of the first kind, order 0, by its power series. */
const bessel0 = (x: number): number => {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
};

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** One row of taps per phase; each row sums to 1, so that constants stay constant. */
const makeBank = (phases: number, taps: number, cutoff: number): Float32Array[] => {
  const half = taps / 2;
  return Array.from({ length: phases }, (_, phase) => {
    const row = Float64Array.from({ length: taps }, (_unused, tap) => {
      const x = tap - half + 1 - phase / phases;
      const edge = 1 - (x / half) ** 2;
      return edge <= 0 ? 0 : (sinc(x * cutoff) * bessel0(beta * Math.sqrt(edge))) / bessel0(beta);
    });
    const sum = row.reduce((total, value) => total + value, 0);
    return Float32Array.from(row, (value) => value / sum);
  });
};

/**
 * Windowed-sinc polyphase resampler for one channel, fed piece by piece. Output sample n stands at input time
 * n * inputRate / outputRate: no delay. Method: Smith, "Digital Audio Resampling", with the ratio in whole numbers.
 */
export class Resampler {
  readonly #up: number;
  readonly #down: number;
  readonly #phases: number;
  readonly #taps: number;
  readonly #bank: Float32Array[];
  /** Input not used up yet; its first sample is the first tap of the next output. */
  #pending: Float32Array;
  #phase = 0;
  #received = 0;
  #given = 0;

  constructor(inputRate: number, outputRate: number) {
    const divisor = greatestCommonDivisor(inputRate, outputRate);
    this.#up = outputRate / divisor;
    this.#down = inputRate / divisor;
    const narrowing = Math.min(1, outputRate / inputRate);
    // The transition band straddles 0.91…1.02 of the lower Nyquist frequency.
    const cutoff = narrowing < 1 ? narrowing * 0.915 : this.#up === this.#down ? 1 : 0.95;
    this.#phases = Math.min(this.#up, mostPhases);
    this.#taps = 2 * Math.ceil(zeroCrossings / narrowing);
    this.#bank = makeBank(this.#phases, this.#taps, cutoff);
    this.#pending = new Float32Array(this.#taps / 2 - 1);
  }

  push(input: Float32Array): Float32Array {
    if (this.#up === this.#down) return input;
    this.#received += input.length;
    return this.#filter(input, Infinity);
  }

  /** What is left, so that the output is as long as the input. */
  flush(): Float32Array {
    if (this.#up === this.#down) return new Float32Array(0);
    const whole = Math.round((this.#received * this.#up) / this.#down);
    return this.#filter(new Float32Array(this.#taps), whole - this.#given);
  }

  #filter(input: Float32Array, most: number): Float32Array {
    const samples = new Float32Array(this.#pending.length + input.length);
    samples.set(this.#pending);
    samples.set(input, this.#pending.length);
    const output = new Float32Array(Math.ceil(((samples.length + 1) * this.#up) / this.#down) + 1);
    let start = 0;
    let count = 0;
    while (start + this.#taps <= samples.length && count < most) {
      output[count++] = this.#dot(samples, start);
      this.#phase += this.#down;
      const steps = Math.floor(this.#phase / this.#up);
      this.#phase -= steps * this.#up;
      start += steps;
    }
    this.#pending = samples.slice(start);
    this.#given += count;
    return output.subarray(0, count);
  }

  #dot(samples: Float32Array, start: number): number {
    const exact = (this.#phase * this.#phases) / this.#up;
    const row = this.#bank[Math.min(this.#phases - 1, Math.round(exact))]!;
    let sum = 0;
    for (let tap = 0; tap < row.length; tap++) sum += samples[start + tap]! * row[tap]!;
    return sum;
  }
}

/** -1…1 to signed 16 bit, clipped. */
export const toInt16 = (samples: Float32Array): Int16Array<ArrayBuffer> => {
  const result = new Int16Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    result[index] = Math.max(-32768, Math.min(32767, Math.round(samples[index]! * 32768)));
  }
  return result;
};
