import { describe, expect, test } from 'vitest';
import { kWeighting, LoudnessMeter } from './loudness.ts';

const sine = (rate: number, seconds: number, hertz: number, db: number) => {
  const amplitude = 10 ** (db / 20);
  return Float32Array.from(
    { length: rate * seconds },
    (_, at) => amplitude * Math.sin((2 * Math.PI * hertz * at) / rate),
  );
};

const stereo = (mono: Float32Array) => Float32Array.from({ length: mono.length * 2 }, (_, at) => mono[at >> 1]!);

const measure = (rate: number, channels: number, ...pieces: Float32Array[]) => {
  const meter = new LoudnessMeter(rate, channels);
  pieces.forEach((piece) => meter.push(piece));
  return meter;
};

describe('loudness after EBU R 128', () => {
  test('the filters at 48 kHz are those printed in BS.1770', () => {
    const [shelf, pass] = kWeighting(48_000);
    const printed = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585];
    shelf.forEach((value, at) => expect(value).toBeCloseTo(printed[at]!, 6));
    [1, -2, 1, -1.99004745483398, 0.99007225036621].forEach((value, at) => expect(pass[at]).toBeCloseTo(value, 6));
  });

  // EBU Tech 3341, minimum requirements: cases 1, 2, 3 and 5 (stereo sines of 1 kHz).
  test.each([
    ['-23 dBFS', [[20, -23]], -23],
    ['-33 dBFS', [[20, -33]], -33],
    [
      'soft parts are gated out',
      [
        [10, -36],
        [20, -23],
        [10, -36],
      ],
      -23,
    ],
    [
      'three levels',
      [
        [20, -26],
        [20.1, -20],
        [20, -26],
      ],
      -23,
    ],
  ] as const)('%s', (_name, parts, wanted) => {
    const pieces = parts.map(([seconds, db]) => stereo(sine(48_000, seconds, 1000, db)));
    expect(Math.abs(measure(48_000, 2, ...pieces).integratedLufs - wanted)).toBeLessThan(0.1);
  });

  test('silence has none, and its curve lies on the floor', () => {
    const meter = measure(16_000, 1, new Float32Array(16_000));
    expect(meter.integratedLufs).toBe(-Infinity);
    expect([...new Set(meter.curve())]).toEqual([-100]);
  });

  test('the curve follows, ten numbers a second, at any rate', () => {
    const curve = measure(16_000, 1, sine(16_000, 2, 1000, -20), sine(16_000, 2, 1000, -40)).curve();
    expect(curve).toHaveLength(40);
    expect(curve[15]! - curve[35]!).toBeCloseTo(20, 1);
  });
});
