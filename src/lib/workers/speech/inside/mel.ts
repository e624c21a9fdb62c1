import { complex, makeFft400, type Complex } from './fft.ts';

export const sampleRate = 16_000;
export const windowSamples = 480_000;
export const melFrames = 3_000;
const frameLength = 400;
const hop = 160;
const bins = frameLength / 2 + 1;
/** The least power counted, and how far below the loudest anything counts. */
const leastPower = 1e-10;
const range = 1e-8;

/** Triangles over the frequency bins: the weights of row r, `from[r]` up to `from[r + 1]`, begin at bin `first[r]`. */
type Filters = { first: Int32Array; from: Int32Array; weights: Float64Array };

/**
 * Whisper's features of at most 30 s of 16 kHz samples, padded with silence to 30 s: log-mel power, `melBins` rows of
 * 3000 frames, row by row. Periodic Hann window of 400 samples every 160, reflected at both ends; Slaney mel filters;
 * log10 clamped to 8 below the loudest; (x + 4) / 4 (openai/whisper, audio.py). The function returned keeps its working
 * memory, and gives a new array each time.
 */
export const makeLogMel = (melBins: number): ((samples: Float32Array) => Float32Array) => {
  const filters = slaneyFilters(melBins);
  const transform = makeFft400();
  const hann = Float64Array.from(
    { length: frameLength },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frameLength),
  );
  const padded = new Float32Array(windowSamples + frameLength + hop);
  const frame = complex(frameLength);
  const spare = complex(frameLength);
  const one = new Float64Array(bins);
  const other = new Float64Array(bins);
  return (samples) => {
    const last = Math.min(melFrames, Math.ceil((samples.length + frameLength / 2) / hop));
    const mel = new Float32Array(melBins * melFrames);
    pad(samples, padded);
    let loudest = leastPower;
    for (let index = 0; index < last; index += 2) {
      load(padded, index * hop, hann, frame);
      transform(frame, spare);
      splitPower(frame, one, other);
      loudest = Math.max(loudest, project(filters, { one, other }, mel, index));
    }
    scale(mel, loudest);
    return mel;
  };
};

const pad = (samples: Float32Array, padded: Float32Array): void => {
  const half = frameLength / 2;
  padded.fill(0);
  padded.set(samples.subarray(0, windowSamples), half);
  for (let i = 1; i <= half; i++) padded[half - i] = padded[half + i]!;
  const end = half + windowSamples - 1;
  for (let i = 1; i <= half; i++) padded[end + i] = padded[end - i]!;
};

/** Two frames at once: one as the real part, the next as the imaginary. */
const load = (padded: Float32Array, start: number, hann: Float64Array, { re, im }: Complex): void => {
  for (let i = 0; i < frameLength; i++) {
    const weight = hann[i]!;
    re[i] = padded[start + i]! * weight;
    im[i] = padded[start + hop + i]! * weight;
  }
};

/** Power of both frames, taken apart by the symmetry of a real signal's spectrum. */
const splitPower = ({ re, im }: Complex, one: Float64Array, other: Float64Array): void => {
  one[0] = re[0]! * re[0]!;
  other[0] = im[0]! * im[0]!;
  for (let k = 1; k < bins; k++) {
    const mirror = frameLength - k;
    const evenRe = re[k]! + re[mirror]!;
    const oddIm = im[k]! - im[mirror]!;
    const oddRe = re[k]! - re[mirror]!;
    const evenIm = im[k]! + im[mirror]!;
    one[k] = (evenRe * evenRe + oddIm * oddIm) / 4;
    other[k] = (evenIm * evenIm + oddRe * oddRe) / 4;
  }
};

/** Writes two frames' columns of power and gives the highest. */
const project = (
  { first, from, weights }: Filters,
  { one, other }: { one: Float64Array; other: Float64Array },
  mel: Float32Array,
  frame: number,
): number => {
  let loudest = 0;
  for (let row = 0; row < first.length; row++) {
    const end = from[row + 1]!;
    let sum = 0;
    let nextSum = 0;
    for (let i = from[row]!, bin = first[row]!; i < end; i++, bin++) {
      const weight = weights[i]!;
      sum += weight * one[bin]!;
      nextSum += weight * other[bin]!;
    }
    const at = row * melFrames + frame;
    mel[at] = sum;
    mel[at + 1] = nextSum;
    if (sum > loudest) loudest = sum;
    if (nextSum > loudest) loudest = nextSum;
  }
  return loudest;
};

/** Power to (log10 + 4) / 4, nothing lower than 8 below the loudest: what lies there needs no logarithm. */
const scale = (mel: Float32Array, loudest: number): void => {
  const least = Math.max(leastPower, loudest * range);
  const lowest = (Math.max(-10, Math.log10(loudest) - 8) + 4) / 4;
  for (let i = 0; i < mel.length; i++) {
    const power = mel[i]!;
    mel[i] = power > least ? (Math.log10(power) + 4) / 4 : lowest;
  }
};

/** Slaney's scale: linear to 1 kHz, then logarithmic; each triangle has the same area (librosa's default). */
const slaneyFilters = (melBins: number): Filters => {
  const top = hzToMel(sampleRate / 2);
  const edges = Array.from({ length: melBins + 2 }, (_, i) => melToHz((top * i) / (melBins + 1)));
  const first = new Int32Array(melBins);
  const from = new Int32Array(melBins + 1);
  const all: number[] = [];
  for (let row = 0; row < melBins; row++) {
    const [low, centre, high] = [edges[row]!, edges[row + 1]!, edges[row + 2]!];
    const weights = Array.from({ length: bins }, (_, k) => {
      const hz = (k * sampleRate) / frameLength;
      return Math.max(0, Math.min((hz - low) / (centre - low), (high - hz) / (high - centre))) * (2 / (high - low));
    });
    const isHeard = (weight: number) => weight > 0;
    first[row] = Math.max(0, weights.findIndex(isHeard));
    all.push(...weights.slice(first[row], weights.findLastIndex(isHeard) + 1));
    from[row + 1] = all.length;
  }
  return { first, from, weights: Float64Array.from(all) };
};

const hzToMel = (hz: number): number => (hz < 1000 ? (hz * 3) / 200 : 15 + (27 * Math.log(hz / 1000)) / Math.log(6.4));
const melToHz = (mel: number): number =>
  mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp(((mel - 15) * Math.log(6.4)) / 27);
