import type { WavEncoding, WavLayout } from './wav-layout.ts';

type Reader = (index: number) => number;

/** Expansion of one companded byte to -1…1 (ITU-T G.711). */
const mulaw = (byte: number): number => {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4);
  return ((code & 0x80 ? -1 : 1) * (magnitude - 0x84)) / 32768;
};

const alaw = (byte: number): number => {
  const code = byte ^ 0x55;
  const exponent = (code & 0x70) >> 4;
  const base = ((code & 0x0f) << 4) + (exponent ? 0x108 : 8);
  return ((code & 0x80 ? 1 : -1) * (exponent > 1 ? base << (exponent - 1) : base)) / 32768;
};

const int24 = (bytes: ArrayBuffer): Reader => {
  const data = new Uint8Array(bytes);
  return (index) => {
    const at = index * 3;
    return ((data[at]! << 8) | (data[at + 1]! << 16) | (data[at + 2]! << 24)) / 2 ** 31;
  };
};

/** Reads sample `index` (channels interleaved) as -1…1. The machine is little-endian, as WAV is. */
const readers: Record<WavEncoding, (bytes: ArrayBuffer) => Reader> = {
  uint8: (bytes) =>
    (
      (data) => (index) =>
        (data[index]! - 128) / 128
    )(new Uint8Array(bytes)),
  int16: (bytes) =>
    (
      (data) => (index) =>
        data[index]! / 32768
    )(new Int16Array(bytes)),
  int24,
  int32: (bytes) =>
    (
      (data) => (index) =>
        data[index]! / 2 ** 31
    )(new Int32Array(bytes)),
  float32: (bytes) =>
    (
      (data) => (index) =>
        data[index]!
    )(new Float32Array(bytes)),
  float64: (bytes) =>
    (
      (data) => (index) =>
        data[index]!
    )(new Float64Array(bytes)),
  mulaw: (bytes) =>
    (
      (data) => (index) =>
        mulaw(data[index]!)
    )(new Uint8Array(bytes)),
  alaw: (bytes) =>
    (
      (data) => (index) =>
        alaw(data[index]!)
    )(new Uint8Array(bytes)),
};

/** Whole frames of `bytes`, mixed to one channel. What is not a number counts as silence. */
export const readMono = (
  bytes: ArrayBuffer,
  layout: Pick<WavLayout, 'encoding' | 'channels'>,
  frames: number,
  weights: readonly number[],
): Float32Array => {
  const read = readers[layout.encoding](bytes);
  const { channels } = layout;
  const mono = new Float32Array(frames);
  for (let frame = 0, at = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read(at++) * weights[channel]!;
    mono[frame] = sum === sum ? sum : 0;
  }
  return mono;
};
