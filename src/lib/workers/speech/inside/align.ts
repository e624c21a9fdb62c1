import { warp } from './dtw.ts';
import { makeMedianFilter } from './median.ts';
import { secondsPerTimestamp } from './segments.ts';
import type { AlignmentRow } from './whisper-model.ts';

export type AlignRequest = {
  /** As `Attempt.attention`: the prompt's last row, then one row for each token as it was read. */
  attention: readonly Float32Array[];
  /** Positions of the tokens that are text, in order. */
  text: readonly number[];
  heads: number;
  /** Encoder positions (20 ms each) that hold sound. */
  frames: number;
  row: AlignmentRow;
  medianFilterWidth: number;
};

/**
 * When tokens begin and end, in seconds of the window: entry i is the start of text token i and the end of token i - 1.
 * Dynamic time warping over the alignment heads' cross-attention, renormalised over the sound, standardised over the
 * tokens, median-filtered over time and averaged over the heads (openai/whisper, timing.py); as there, only rows of text
 * take part, and one more for what follows the last.
 *
 * Row i of `attention` predicts token i and row i + 1 is the one token i is fed to. Whisper's own heads look at the
 * word they are about to say ('predicting'); a model may be trained for the other.
 */
export const alignTokens = (request: AlignRequest): Float32Array => {
  const { attention, text, frames } = request;
  const times = new Float32Array(attention.length + 1).fill(frames * secondsPerTimestamp);
  if (text.length === 0 || frames === 0) return times;
  const shift = request.row === 'fed' ? 1 : 0;
  const behind = attention[text.at(-1)! + 1 + shift];
  const rows = [...text.map((token) => attention[token + shift]!), ...(behind ? [behind] : [])];
  const starts = warp(costOf(rows, request), rows.length, frames);
  text.forEach((token, index) => {
    times[token] = starts[index]! * secondsPerTimestamp;
    times[token + 1] = (starts[index + 1] ?? frames) * secondsPerTimestamp;
  });
  return times;
};

/**
 * Minus the mean over the heads of their attention: each row summing to 1 over the sound, then mean 0 and deviation 1 in
 * each column, then smoothed.
 */
const costOf = (rows: readonly Float32Array[], { heads, frames, medianFilterWidth }: AlignRequest): Float32Array => {
  const cost = new Float32Array(rows.length * frames);
  const weights = new Float32Array(rows.length * frames);
  const median = makeMedianFilter(medianFilterWidth, frames);
  for (let head = 0; head < heads; head++) {
    const sums = new Float64Array(frames);
    rows.forEach((row, index) =>
      share(row.subarray((head * row.length) / heads), { weights, base: index * frames, sums }),
    );
    const mean = sums.map((sum) => sum / rows.length);
    const factor = factorsOf(weights, mean);
    for (let base = 0; base < cost.length; base += frames) {
      standardise({ weights, base, mean, factor }, median.input);
      subtract(cost, base, median.filtered(), mostDeviations / heads);
    }
  }
  return cost;
};

/** What a standardised value stays below: n values deviate by √(n - 1) at most, and no model says 1000 tokens. */
const mostDeviations = 32;

/** Writes a row so that it sums to 1, and adds it to the columns' sums. */
const share = (
  row: Float32Array,
  { weights, base, sums }: { weights: Float32Array; base: number; sums: Float64Array },
): void => {
  const frames = sums.length;
  let sum = 0;
  for (let column = 0; column < frames; column++) sum += row[column]!;
  const factor = 1 / (sum || 1);
  for (let column = 0; column < frames; column++) {
    const weight = Math.fround(row[column]! * factor);
    weights[base + column] = weight;
    sums[column]! += weight;
  }
};

/** One over each column's deviation, and over `mostDeviations`; a deviation of 0 counts as 1. */
const factorsOf = (weights: Float32Array, mean: Float64Array): Float64Array => {
  const frames = mean.length;
  const squares = new Float64Array(frames);
  for (let base = 0; base < weights.length; base += frames) {
    for (let column = 0; column < frames; column++) {
      const apart = weights[base + column]! - mean[column]!;
      squares[column]! += apart * apart;
    }
  }
  const count = weights.length / frames;
  return squares.map((sum) => 1 / ((Math.sqrt(sum / count) || 1) * mostDeviations));
};

type Standard = { weights: Float32Array; base: number; mean: Float64Array; factor: Float64Array };

const standardise = ({ weights, base, mean, factor }: Standard, line: Float32Array): void => {
  for (let column = 0; column < line.length; column++)
    line[column] = (weights[base + column]! - mean[column]!) * factor[column]!;
};

const subtract = (...[cost, base, line, factor]: [Float32Array, number, Float32Array, number]): void => {
  for (let column = 0; column < line.length; column++) cost[base + column]! -= line[column]! * factor;
};
