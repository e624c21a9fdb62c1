import { warp } from './dtw.ts';
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

const costOf = (
  rows: readonly Float32Array[],
  { heads, frames, medianFilterWidth: width }: AlignRequest,
): Float32Array => {
  const cost = new Float32Array(rows.length * frames);
  for (let head = 0; head < heads; head++) {
    const weights = standardised(rows, { head, heads, frames });
    const smooth = medianFiltered(weights, { rows: rows.length, columns: frames, width });
    for (let i = 0; i < cost.length; i++) cost[i]! -= smooth[i]! / heads;
  }
  return cost;
};

/** One head's rows, each summing to 1 over the sound, then with mean 0 and deviation 1 in each column. */
const standardised = (
  attention: readonly Float32Array[],
  { head, heads, frames }: { head: number; heads: number; frames: number },
): Float32Array => {
  const rows = attention.length;
  const weights = new Float32Array(rows * frames);
  attention.forEach((row, index) => {
    const start = head * (row.length / heads);
    let sum = 0;
    for (let column = 0; column < frames; column++) sum += row[start + column]!;
    for (let column = 0; column < frames; column++)
      weights[index * frames + column] = row[start + column]! / (sum || 1);
  });
  for (let column = 0; column < frames; column++) standardise(weights, column, frames);
  return weights;
};

const standardise = (weights: Float32Array, first: number, stride: number): void => {
  const count = weights.length / stride;
  let sum = 0;
  let squares = 0;
  for (let i = first; i < weights.length; i += stride) sum += weights[i]!;
  const mean = sum / count;
  for (let i = first; i < weights.length; i += stride) squares += (weights[i]! - mean) ** 2;
  const deviation = Math.sqrt(squares / count) || 1;
  for (let i = first; i < weights.length; i += stride) weights[i] = (weights[i]! - mean) / deviation;
};

/** Sliding median over each row, reflected at both ends. */
export const medianFiltered = (
  values: Float32Array,
  { rows, columns, width }: { rows: number; columns: number; width: number },
): Float32Array => {
  const half = width >> 1;
  if (columns <= half) return values;
  const result = new Float32Array(values.length);
  const window = new Float32Array(width);
  for (let row = 0; row < rows; row++) {
    const base = row * columns;
    for (let column = 0; column < columns; column++) {
      for (let offset = -half; offset <= half; offset++) {
        const at = Math.abs(column + offset);
        const inside = at < columns ? at : 2 * (columns - 1) - at;
        insert(window, offset + half, values[base + inside]!);
      }
      result[base + column] = window[half]!;
    }
  }
  return result;
};

/** Puts a value into the sorted first `count` places. */
const insert = (window: Float32Array, count: number, value: number): void => {
  let at = count;
  while (at > 0 && window[at - 1]! > value) {
    window[at] = window[at - 1]!;
    at--;
  }
  window[at] = value;
};
