import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Resampler, toInt16 } from './resampler.ts';

const sine = (rate: number, hertz: number, seconds: number): Float32Array =>
  Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate),
  );

const resample = (input: Float32Array, from: number, to = 16_000, pieces = [input.length]): Float32Array => {
  const resampler = new Resampler(from, to);
  const parts: Float32Array[] = [];
  let at = 0;
  for (const length of pieces) {
    parts.push(resampler.push(input.subarray(at, at + length)).slice());
    at += length;
  }
  parts.push(resampler.push(input.subarray(at)).slice(), resampler.flush().slice());
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
};

const decibels = (ratio: number): number => 20 * Math.log10(ratio);
const power = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/** Without the first and last 20 ms, where the sine begins and ends abruptly. */
const inner = (samples: Float32Array): Float32Array => samples.subarray(320, samples.length - 320);

const rates = [8000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000, 44_099];

describe('resampler', () => {
  test.each(rates)('a sine in the band survives %d Hz with more than 60 dB, in place', (rate) => {
    for (const hertz of [100, 1000, Math.min(6000, rate * 0.4)]) {
      const output = resample(sine(rate, hertz, 0.5), rate);
      const ideal = sine(16_000, hertz, 0.5);
      const error = inner(output.map((value, at) => value - ideal[at]!));
      expect(decibels(power(inner(ideal)) / power(error)), `${hertz} Hz`).toBeGreaterThan(60);
    }
  });

  test.each([32_000, 44_100, 48_000, 96_000])('what 16 kHz cannot hold is gone from %d Hz', (rate) => {
    for (const hertz of [8400, 10_000, 13_000, 15_500]) {
      const output = inner(resample(sine(rate, hertz, 0.5), rate));
      expect(decibels(power(output) / power(sine(rate, hertz, 0.5))), `${hertz} Hz`).toBeLessThan(-60);
    }
  });

  test('nothing is mirrored upwards from 8 kHz', () => {
    const output = inner(resample(sine(8000, 3000, 0.5), 8000));
    const mirrored = output.map((value, at) => value * Math.sin((2 * Math.PI * 5000 * at) / 16_000));
    expect(decibels(Math.abs(mirrored.reduce((sum, value) => sum + value, 0) / output.length) + 1e-9)).toBeLessThan(
      -60,
    );
  });

  test.each(rates)('as long as the input: %d Hz', (rate) => {
    expect(resample(new Float32Array(rate), rate)).toHaveLength(16_000);
    expect(resample(new Float32Array(1), rate).length).toBeLessThanOrEqual(2);
    expect(resample(new Float32Array(0), rate)).toHaveLength(0);
  });

  test('a constant stays constant', () => {
    const output = inner(resample(new Float32Array(44_100).fill(0.5), 44_100));
    expect(Math.max(...output.map((value) => Math.abs(value - 0.5)))).toBeLessThan(1e-5);
  });

  test('equal rates change nothing', () => {
    const input = sine(16_000, 1000, 0.1);
    expect(resample(input, 16_000)).toEqual(input);
  });

  test('cutting the input into pieces changes nothing', () => {
    const input = sine(44_100, 700, 0.1);
    const whole = resample(input, 44_100);
    fc.assert(
      fc.property(fc.array(fc.nat(1500), { maxLength: 6 }), (pieces) => {
        expect(resample(input, 44_100, 16_000, pieces)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});

test('sixteen bits and back are the same sixteen bits, and what is too loud is clipped', () => {
  const all = Int16Array.from({ length: 65_536 }, (_, at) => at - 32_768);
  expect(toInt16(Float32Array.from(all, (value) => value / 32_768))).toEqual(all);
  expect(Array.from(toInt16(Float32Array.of(1.5, -1.5)))).toEqual([32_767, -32_768]);
});
