import { describe, expect, it } from 'vitest';
import { alignTokens } from './align.ts';

/** One head looking at `centre` among `frames`, broadly enough to outlive the median filter. */
const look = (centre: number, frames: number) =>
  Float32Array.from({ length: frames }, (_, i) => Math.exp(-((i - centre) ** 2) / 18));
const frames = 60;
// Tokens: timestamp, text, text, text, timestamp. Row 0 is the prompt's last; row i + 1 is token i as it was fed.
const text = [1, 2, 3];
const base = { text, heads: 1, frames, medianFilterWidth: 7 };

describe('alignTokens', () => {
  it('takes a token from the row that predicts it', () => {
    const attention = [
      look(0, frames),
      look(10, frames),
      look(30, frames),
      look(45, frames),
      look(57, frames),
      look(58, frames),
    ];
    const times = alignTokens({ ...base, attention, row: 'predicting' });
    expect(times[1]).toBe(0);
    expect(times[2]).toBeCloseTo(0.4, 1); // between 10 and 30 frames of 20 ms
    expect(times[3]).toBeCloseTo(0.75, 1);
    expect(times[4]).toBeCloseTo(1.02, 1);
  });
  it('takes it from the row it is fed to where the model says so', () => {
    const attention = [
      look(0, frames),
      look(0, frames),
      look(10, frames),
      look(30, frames),
      look(45, frames),
      look(57, frames),
    ];
    const times = alignTokens({ ...base, attention, row: 'fed' });
    expect([times[2], times[3], times[4]].map((time) => time!.toFixed(1))).toEqual(['0.4', '0.8', '1.0']);
  });
  it('runs to the end of the sound where nothing follows the last token', () => {
    const attention = [look(0, frames), look(10, frames), look(30, frames)];
    const times = alignTokens({ ...base, text: [0, 1], attention, row: 'fed' });
    expect(times[2]).toBeCloseTo(1.2, 6);
  });
  it('averages heads, each in its own part of a row', () => {
    const join = (one: Float32Array, other: Float32Array) => Float32Array.from([...one, ...other]);
    const sharp = [10, 30, 50].map((centre) => join(look(centre, frames), look(centre, frames)));
    const times = alignTokens({ ...base, heads: 2, text: [0, 1], attention: sharp, row: 'predicting' });
    expect(times[1]).toBeCloseTo(0.4, 1);
  });
});
