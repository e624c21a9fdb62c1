import { describe, expect, it } from 'vitest';
import { complex, makeFft400 } from './fft.ts';
import { makeLogMel, melFrames } from './mel.ts';

/** A voice-like test sound: three harmonics, a sweep and hashed noise, so every filter is met. */
const sound = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => {
    const t = i / 16_000;
    const noise = (((i * 2654435761) % 4294967296) / 4294967296 - 0.5) * 0.02;
    return 0.3 * Math.sin(2 * Math.PI * 220 * t) + 0.1 * Math.sin(2 * Math.PI * (1500 + 900 * t) * t) + noise;
  });

/** The definition, term by term: reflect, window, naive DFT of one frame, dense mel triangles built from the formula. */
const naiveColumn = (samples: Float32Array, frame: number, melBins: number): number[] => {
  const at = (index: number) => (index < 0 ? (samples[-index] ?? 0) : (samples[index] ?? 0));
  const power: number[] = [];
  for (let k = 0; k <= 200; k++) {
    let re = 0;
    let im = 0;
    for (let n = 0; n < 400; n++) {
      const value = at(frame * 160 + n - 200) * Math.sin((Math.PI * n) / 400) ** 2;
      re += value * Math.cos((2 * Math.PI * k * n) / 400);
      im -= value * Math.sin((2 * Math.PI * k * n) / 400);
    }
    power.push(re * re + im * im);
  }
  const toHz = (mel: number) => (mel >= 15 ? 1000 * 6.4 ** ((mel - 15) / 27) : mel * (200 / 3));
  const top = 15 + 27 * (Math.log(8) / Math.log(6.4));
  return Array.from({ length: melBins }, (_, row) => {
    const [a, b, c] = [0, 1, 2].map((d) => toHz((top * (row + d)) / (melBins + 1))) as [number, number, number];
    let sum = 0;
    power.forEach((p, k) => {
      const hz = k * 40;
      const weight = hz <= a || hz >= c ? 0 : hz <= b ? (hz - a) / (b - a) : (c - hz) / (c - b);
      sum += (p * weight * 2) / (c - a);
    });
    return Math.log10(Math.max(sum, 1e-10));
  });
};

describe('makeFft400', () => {
  it('equals the discrete Fourier transform by definition', () => {
    const data = complex(400);
    for (let i = 0; i < 400; i++) {
      data.re[i] = Math.sin(i * i * 0.01);
      data.im[i] = Math.cos(i * 0.37) * 0.5;
    }
    const expected = Array.from({ length: 400 }, (_, k) => {
      let [re, im] = [0, 0];
      for (let n = 0; n < 400; n++) {
        const angle = (-2 * Math.PI * k * n) / 400;
        re += data.re[n]! * Math.cos(angle) - data.im[n]! * Math.sin(angle);
        im += data.re[n]! * Math.sin(angle) + data.im[n]! * Math.cos(angle);
      }
      return [re, im] as const;
    });
    makeFft400()(data, complex(400));
    expected.forEach(([re, im], k) => {
      expect(data.re[k]).toBeCloseTo(re, 8);
      expect(data.im[k]).toBeCloseTo(im, 8);
    });
  });
});

describe.each([80, 128])('makeLogMel with %i bins', (melBins) => {
  it('equals the definition within 1e-4 at the edges, inside and in the padding', () => {
    const samples = sound(8_123);
    const mel = makeLogMel(melBins)(samples);
    const all = Array.from({ length: 54 }, (_, frame) => naiveColumn(samples, frame, melBins));
    const least = Math.max(...all.flat()) - 8;
    for (const frame of [0, 1, 7, 24, 49, 50, 51, 52]) {
      all[frame]!.forEach((value, row) => {
        expect(mel[row * melFrames + frame]).toBeCloseTo((Math.max(value, least) + 4) / 4, 4);
      });
    }
    expect(mel[60]).toBeCloseTo((Math.max(-10, least) + 4) / 4, 5);
    expect(mel.length).toBe(melBins * 3_000);
  });
});

it('reflects at the end of a full window', () => {
  const samples = sound(480_000);
  const mel = makeLogMel(80)(samples);
  const mirrored = new Float32Array(480_400);
  mirrored.set(samples);
  for (let i = 0; i < 200; i++) mirrored[480_000 + i] = samples[479_998 - i]!;
  const column = naiveColumn(mirrored, 2_999, 80);
  column.forEach((value, row) => {
    const got = mel[row * melFrames + 2_999]! * 4 - 4;
    if (value > -3) expect(got).toBeCloseTo(value, 3);
  });
});

it('gives the same for the same sound after another one', () => {
  const logMel = makeLogMel(80);
  const first = logMel(sound(5_000));
  logMel(sound(90_000));
  expect(logMel(sound(5_000))).toEqual(first);
});
