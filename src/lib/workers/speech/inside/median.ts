/** `filtered()` is the median of what lies in `input`, one value for each; it is overwritten by the next call. */
export type MedianFilter = { input: Float32Array; filtered(): Float32Array };

const width7 = 7;
const half7 = 3;

/**
 * Sliding median over a row of `columns` values, reflected at both ends (openai/whisper, timing.py); a row shorter than half
 * the width is given back as it is. Values lie within ±2.
 */
export const makeMedianFilter = (width: number, columns: number): MedianFilter => {
  if (columns > width >> 1) return width === width7 ? makeMedianOf7(columns) : makeSorting(width, columns);
  const input = new Float32Array(columns);
  return { input, filtered: () => input };
};

const makeSorting = (width: number, columns: number): MedianFilter => {
  const half = width >> 1;
  const input = new Float32Array(columns);
  const result = new Float32Array(columns);
  const window = new Float32Array(width);
  const filtered = () => {
    for (let column = 0; column < columns; column++) {
      for (let offset = -half; offset <= half; offset++) {
        const at = Math.abs(column + offset);
        const inside = at < columns ? at : 2 * (columns - 1) - at;
        insert(window, offset + half, input[inside]!);
      }
      result[column] = window[half]!;
    }
    return result;
  };
  return { input, filtered };
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

const makeMedianOf7 = (columns: number): MedianFilter => {
  const padded = new Float32Array(columns + 2 * half7 + 1);
  const input = padded.subarray(half7, half7 + columns);
  const bits = new Int32Array(padded.buffer);
  const ordered = new Int32Array(padded.length);
  const medians = new Int32Array(columns + 1);
  const result = new Float32Array(medians.buffer, 0, columns);
  const filtered = () => {
    for (let i = 1; i <= half7; i++) {
      padded[half7 - i] = padded[half7 + i]!;
      padded[half7 + columns - 1 + i] = padded[half7 + columns - 1 - i]!;
    }
    order(bits, ordered);
    slide(ordered, medians, columns);
    order(medians, medians);
    return result;
  };
  return { input, filtered };
};

/**
 * Bits of floats to integers of the same order, and back: those below zero count downwards. Those of floats within ±2 can
 * be subtracted without overflow.
 */
const order = (from: Int32Array, to: Int32Array): void => {
  for (let i = 0; i < from.length; i++) {
    const bits = from[i]!;
    to[i] = bits ^ ((bits >> 31) & 0x7fffffff);
  }
};

/**
 * Medians of seven, two at a time. The six values both windows hold are two triples; sorted, the lower three of the six are
 * the pairwise minima of one against the other turned round, the upper three the maxima. The median is the seventh value,
 * held between the highest of the lower and the lowest of the upper. `low` and `high` below sort without a branch, since
 * no guess of one would be right.
 */
const slide = (values: Int32Array, medians: Int32Array, columns: number): void => {
  for (let column = 0; column < columns; column += 2) {
    const a = values[column + 1]!;
    const b = values[column + 2]!;
    const c = values[column + 3]!;
    const d = values[column + 4]!;
    const e = values[column + 5]!;
    const f = values[column + 6]!;
    const ab = low(a, b);
    const ba = high(a, b);
    const bc = low(ba, c);
    const a2 = high(ba, c);
    const a0 = low(ab, bc);
    const a1 = high(ab, bc);
    const de = low(d, e);
    const ed = high(d, e);
    const ef = low(ed, f);
    const d2 = high(ed, f);
    const d0 = low(de, ef);
    const d1 = high(de, ef);
    const lower = high(high(low(a0, d2), low(a1, d1)), low(a2, d0));
    const upper = low(low(high(a0, d2), high(a1, d1)), high(a2, d0));
    medians[column] = high(lower, low(upper, values[column]!));
    medians[column + 1] = high(lower, low(upper, values[column + 7]!));
  }
};

const low = (a: number, b: number): number => {
  const gap = (a - b) | 0;
  return (b + (gap & (gap >> 31))) | 0;
};

const high = (a: number, b: number): number => {
  const gap = (a - b) | 0;
  return (a - (gap & (gap >> 31))) | 0;
};
