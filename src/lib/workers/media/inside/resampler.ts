import { convolve, rowLength, type Kernel, type Place } from './convolve.ts';

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

/** One row of taps per phase, one behind the other; each row sums to 1, so that constants stay constant. */
const makeBank = (phases: number, taps: number, cutoff: number): Float32Array => {
  const half = taps / 2;
  const width = rowLength(taps);
  const bank = new Float32Array(phases * width);
  for (let phase = 0; phase < phases; phase++) {
    const row = Float64Array.from({ length: taps }, (_unused, tap) => {
      const x = tap - half + 1 - phase / phases;
      const edge = 1 - (x / half) ** 2;
      return edge <= 0 ? 0 : (sinc(x * cutoff) * bessel0(beta * Math.sqrt(edge))) / bessel0(beta);
    });
    const sum = row.reduce((total, value) => total + value, 0);
    bank.set(
      row.map((value) => value / sum),
      phase * width,
    );
  }
  return bank;
};

/** What turns one rate into another: `up / down` in whole numbers, and the filter. */
type Filter = Kernel & { phases: number };

const makeFilter = (inputRate: number, outputRate: number): Filter => {
  const divisor = greatestCommonDivisor(inputRate, outputRate);
  const [up, down] = [outputRate / divisor, inputRate / divisor];
  const narrowing = Math.min(1, outputRate / inputRate);
  // The transition band straddles 0.91…1.02 of the lower Nyquist frequency.
  const cutoff = narrowing < 1 ? narrowing * 0.915 : up === down ? 1 : 0.95;
  const phases = Math.min(up, mostPhases);
  const taps = 2 * Math.ceil(zeroCrossings / narrowing);
  return { up, down, phases, taps, bank: makeBank(phases, taps, cutoff) };
};

/**
 * Windowed-sinc polyphase resampler for one channel, fed piece by piece. Output sample n stands at input time
 * n * inputRate / outputRate: no delay. Method: Smith, "Digital Audio Resampling", with the ratio in whole numbers.
 */
export class Resampler {
  readonly #filter: Filter;
  readonly #isSame: boolean;
  /** Input not used up yet; its first sample is the first tap of the next output. */
  #pending: Float32Array;
  #phase = 0;
  #received = 0;
  #given = 0;

  constructor(inputRate: number, outputRate: number) {
    this.#filter = makeFilter(inputRate, outputRate);
    this.#isSame = inputRate === outputRate;
    this.#pending = new Float32Array(this.#filter.taps / 2 - 1);
  }

  push(input: Float32Array): Float32Array {
    if (this.#isSame) return input;
    this.#received += input.length;
    return this.#take(input, Infinity);
  }

  /** What is left, so that the output is as long as the input. */
  flush(): Float32Array {
    if (this.#isSame) return new Float32Array(0);
    const { up, down, taps } = this.#filter;
    const whole = Math.round((this.#received * up) / down);
    return this.#take(new Float32Array(taps), whole - this.#given);
  }

  #take(input: Float32Array, most: number): Float32Array {
    const { up, down, phases } = this.#filter;
    const samples = new Float32Array(this.#pending.length + input.length);
    samples.set(this.#pending);
    samples.set(input, this.#pending.length);
    const room = Math.ceil(((samples.length + 1) * up) / down) + 1;
    const output = new Float32Array(Math.max(0, Math.min(most, room)));
    const place = { at: 0, phase: this.#phase };
    const count =
      (phases === up ? convolve(this.#filter, samples, output, place) : undefined) ??
      this.#takePlainly(samples, output, place);
    this.#phase = place.phase;
    this.#pending = samples.slice(place.at);
    this.#given += count;
    return output.subarray(0, count);
  }

  #takePlainly(samples: Float32Array, output: Float32Array, place: Place): number {
    const { up, down, taps } = this.#filter;
    let count = 0;
    for (; place.at + taps <= samples.length && count < output.length; count++) {
      output[count] = this.#dot(samples, place);
      place.phase += down;
      place.at += Math.floor(place.phase / up);
      place.phase %= up;
    }
    return count;
  }

  #dot(samples: Float32Array, { at, phase }: Place): number {
    const { up, phases, taps, bank } = this.#filter;
    const row = Math.min(phases - 1, Math.round((phase * phases) / up)) * rowLength(taps);
    let [even, odd] = [0, 0];
    for (let tap = 0; tap < taps; tap += 2) {
      even += samples[at + tap]! * bank[row + tap]!;
      odd += samples[at + tap + 1]! * bank[row + tap + 1]!;
    }
    return even + odd;
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
