import { expect, test } from 'vitest';
import { downmixWeights } from './downmix.ts';
import { readMono } from './wav-samples.ts';

const mono = (encoding: Parameters<typeof readMono>[1]['encoding'], bytes: ArrayBuffer, frames: number) =>
  Array.from(readMono(bytes, { encoding, channels: 1 }, frames, [1]));

test('every encoding reaches from -1 to 1', () => {
  expect(mono('uint8', Uint8Array.of(0, 128, 192).buffer, 3)).toEqual([-1, 0, 0.5]);
  expect(mono('int16', Int16Array.of(-32768, 0, 16384).buffer, 3)).toEqual([-1, 0, 0.5]);
  expect(mono('int24', Uint8Array.of(0, 0, 0x80, 0, 0, 0, 0, 0, 0x40).buffer, 3)).toEqual([-1, 0, 0.5]);
  expect(mono('int32', Int32Array.of(-(2 ** 31), 0, 2 ** 30).buffer, 3)).toEqual([-1, 0, 0.5]);
  expect(mono('float32', Float32Array.of(-1, 0, 0.5).buffer, 3)).toEqual([-1, 0, 0.5]);
  expect(mono('float64', Float64Array.of(-1, 0, 0.5).buffer, 3)).toEqual([-1, 0, 0.5]);
});

test('G.711 expands as its tables say', () => {
  // ITU-T G.711: mu-law 0x00 is -8031 of 8159, 0xff is 0; A-law 0x2a is -4032 of 4096, 0xd5 the smallest positive.
  expect(mono('mulaw', Uint8Array.of(0x00, 0x80, 0xff, 0x7f).buffer, 4)).toEqual([-32124 / 32768, 32124 / 32768, 0, 0]);
  expect(mono('alaw', Uint8Array.of(0x2a, 0xaa, 0xd5).buffer, 3)).toEqual([-32256 / 32768, 32256 / 32768, 8 / 32768]);
});

test('channels are mixed by their weights', () => {
  const stereo = readMono(Int16Array.of(16384, 0, 0, -16384).buffer, { encoding: 'int16', channels: 2 }, 2, [0.5, 0.5]);
  expect(Array.from(stereo)).toEqual([0.25, -0.25]);
});

test('what is not a number is silence', () => {
  expect(mono('float32', Float32Array.of(NaN, 0.5).buffer, 2)).toEqual([0, 0.5]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 12])('the mix of %d channels cannot clip', (channels) => {
  const weights = downmixWeights(channels);
  expect(weights).toHaveLength(channels);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});

test('the subwoofer of 5.1 is left out and the centre is loudest', () => {
  const [left, , centre, subwoofer, back] = downmixWeights(6);
  expect(subwoofer).toBe(0);
  expect(centre).toBeGreaterThan(left!);
  expect(left).toBeGreaterThan(back!);
});
