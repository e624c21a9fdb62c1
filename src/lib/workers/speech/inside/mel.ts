import { complex, makeFft400, type Complex } from './fft.ts';

export const sampleRate = 16_000;
export const windowSamples = 480_000;
export const melFrames = 3_000;
const frameLength = 400;
const hop = 160;
const bins = frameLength / 2 + 1;
/** log10 of the least power counted, before scaling. */
const floor = -10;

/** A triangle over the frequency bins from `first` on. */
type Filter = { first: number; weights: Float64Array };

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
  const padded = new Float32Array(windowSamples + frameLength);
  const frame = complex(frameLength);
  const spare = complex(frameLength);
  const power = new Float64Array(2 * bins);
  return (samples) => {
    const last = Math.min(melFrames, Math.ceil((samples.length + frameLength / 2) / hop));
    const mel = new Float32Array(melBins * melFrames).fill(floor);
    pad(samples, padded);
    let loudest = floor;
    for (let index = 0; index < last; index += 2) {
      load(padded, index * hop, hann, frame);
      transform(frame, spare);
      splitPower(frame, power);
      loudest = Math.max(loudest, project(filters, power.subarray(0, bins), mel, index));
      if (index + 1 < last) loudest = Math.max(loudest, project(filters, power.subarray(bins), mel, index + 1));
    }
    const least = loudest - 8;
    for (let i = 0; i < mel.length; i++) mel[i] = (Math.max(mel[i]!, least) + 4) / 4;
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
const load = (padded: Float32Array, start: number, hann: Float64Array, frame: Complex): void => {
  for (let i = 0; i < frameLength; i++) {
    frame.re[i] = padded[start + i]! * hann[i]!;
    frame.im[i] = (padded[start + hop + i] ?? 0) * hann[i]!;
  }
};

/** Power of both frames, taken apart by the symmetry of a real signal's spectrum. */
const splitPower = ({ re, im }: Complex, power: Float64Array): void => {
  for (let k = 0; k < bins; k++) {
    const mirror = k === 0 ? 0 : frameLength - k;
    const evenRe = re[k]! + re[mirror]!;
    const oddIm = im[k]! - im[mirror]!;
    const oddRe = re[k]! - re[mirror]!;
    const evenIm = im[k]! + im[mirror]!;
    power[k] = (evenRe * evenRe + oddIm * oddIm) / 4;
    power[bins + k] = (evenIm * evenIm + oddRe * oddRe) / 4;
  }
};

/** Writes one frame's column and gives its loudest value. */
const project = (filters: readonly Filter[], power: Float64Array, mel: Float32Array, frame: number): number => {
  let loudest = floor;
  for (let row = 0; row < filters.length; row++) {
    const { first, weights } = filters[row]!;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * power[first + i]!;
    const value = sum > 1e-10 ? Math.log10(sum) : floor;
    mel[row * melFrames + frame] = value;
    if (value > loudest) loudest = value;
  }
  return loudest;
};

/** Slaney's scale: linear to 1 kHz, then logarithmic; each triangle has the same area (librosa's default). */
const slaneyFilters = (melBins: number): Filter[] => {
  const top = hzToMel(sampleRate / 2);
  const edges = Array.from({ length: melBins + 2 }, (_, i) => melToHz((top * i) / (melBins + 1)));
  return Array.from({ length: melBins }, (_, row) => {
    const [low, centre, high] = [edges[row]!, edges[row + 1]!, edges[row + 2]!];
    const weights = Array.from({ length: bins }, (_, k) => {
      const hz = (k * sampleRate) / frameLength;
      return Math.max(0, Math.min((hz - low) / (centre - low), (high - hz) / (high - centre))) * (2 / (high - low));
    });
    const first = Math.max(
      0,
      weights.findIndex((weight) => weight > 0),
    );
    const end = weights.findLastIndex((weight) => weight > 0) + 1;
    return { first, weights: Float64Array.from(weights.slice(first, end)) };
  });
};

const hzToMel = (hz: number): number => (hz < 1000 ? (hz * 3) / 200 : 15 + (27 * Math.log(hz / 1000)) / Math.log(6.4));
const melToHz = (mel: number): number =>
  mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp(((mel - 15) * Math.log(6.4)) / 27);
