import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelGains } from './level.ts';
import { Limiter } from './limiter.ts';

const rate = 8000;

/** Fed in pieces, with what it holds back at the end. */
const limit = (samples: Float32Array, ceiling: number, piece = 333): Float32Array => {
  const limiter = new Limiter(rate, 1, ceiling);
  const all = new Float32Array(samples.length + limiter.delayFrames);
  all.set(samples);
  for (let at = 0; at < all.length; at += piece) limiter.process(all.subarray(at, at + piece));
  return all.subarray(limiter.delayFrames);
};

describe('the limiter', () => {
  test('nothing rises above the ceiling, nothing is louder than it was, whatever comes', () => {
    const loud = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(loud, (values) => {
        const samples = Float32Array.from(values);
        limit(samples, 0.8).forEach((value, at) => {
          expect(Math.abs(value)).toBeLessThanOrEqual(0.8 + 1e-4);
          expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(samples[at]!) + 1e-6);
        });
      }),
    );
  });

  test('what stays below it is not touched', () => {
    const samples = Float32Array.from({ length: 4000 }, (_, at) => 0.7 * Math.sin(at / 5));
    expect(limit(samples, 0.8)).toEqual(samples);
  });

  test('pieces of any size give the same', () => {
    const samples = Float32Array.from({ length: 3000 }, (_, at) => (at % 700 < 20 ? 3 : 0.3) * Math.sin(at / 3));
    expect(limit(samples, 0.5, 1)).toEqual(limit(samples, 0.5, 3000));
  });
});

describe('levelling', () => {
  test('soft passages come up, loud ones down, pauses go along', () => {
    const curve = new Float32Array(600).fill(-20).fill(-32, 200, 400).fill(-70, 290, 310);
    const gains = levelGains(curve, -22);
    expect(gains[100]!).toBeLessThan(-1);
    expect(gains[250]!).toBeGreaterThan(6);
    expect(gains[300]!).toBeGreaterThan(6);
    const steps = gains.map((gain, at) => Math.abs(gain - (gains[at - 1] ?? gain)));
    expect(Math.max(...steps)).toBeLessThan(1.5);
  });
});
