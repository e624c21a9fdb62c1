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

/** Reads sample `index` (channels interleaved) as -1…1. */
const readers: Record<Exclude<WavEncoding, keyof typeof plain>, (bytes: ArrayBuffer) => Reader> = {
  uint8: (bytes) =>
    (
      (data) => (index) =>
        (data[index]! - 128) / 128
    )(new Uint8Array(bytes)),
  int24,
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

/** Encodings that are arrays of numbers as they lie there, and what brings those to -1…1. The machine is little-endian, as WAV is. */
const plain = {
  int16: (bytes: ArrayBuffer) => ({ data: new Int16Array(bytes), scale: 2 ** -15 }),
  int32: (bytes: ArrayBuffer) => ({ data: new Int32Array(bytes), scale: 2 ** -31 }),
  float32: (bytes: ArrayBuffer) => ({ data: new Float32Array(bytes), scale: 1 }),
  float64: (bytes: ArrayBuffer) => ({ data: new Float64Array(bytes), scale: 1 }),
};

const isPlain = (encoding: WavEncoding): encoding is keyof typeof plain => encoding in plain;

type Numbers = Int16Array | Int32Array | Float32Array | Float64Array;

/** Without a call for each sample, and two channels without a loop over them: an hour takes seconds otherwise. */
const mix = (data: Numbers, frames: number, weights: readonly number[]): Float32Array => {
  const mono = new Float32Array(frames);
  const channels = weights.length;
  const [left = 0, right = 0] = weights;
  if (channels === 1) for (let at = 0; at < frames; at++) mono[at] = data[at]! * left;
  else if (channels === 2)
    for (let frame = 0, at = 0; frame < frames; frame++, at += 2)
      mono[frame] = data[at]! * left + data[at + 1]! * right;
  else
    for (let frame = 0, at = 0; frame < frames; frame++) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel++) sum += data[at++]! * weights[channel]!;
      mono[frame] = sum;
    }
  return mono;
};

const withoutNonsense = (mono: Float32Array): Float32Array => {
  for (let frame = 0; frame < mono.length; frame++) if (Number.isNaN(mono[frame])) mono[frame] = 0;
  return mono;
};

/** Whole frames of `bytes`, mixed to one channel. What is not a number counts as silence. */
export const readMono = (
  bytes: ArrayBuffer,
  { encoding, channels }: Pick<WavLayout, 'encoding' | 'channels'>,
  frames: number,
  weights: readonly number[],
): Float32Array => {
  if (isPlain(encoding)) {
    const { data, scale } = plain[encoding](bytes);
    const scaled = weights.map((weight) => weight * scale);
    const mono = mix(data, frames, scaled);
    return encoding.startsWith('float') ? withoutNonsense(mono) : mono;
  }
  const mono = new Float32Array(frames);
  const read = readers[encoding](bytes);
  for (let frame = 0, at = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read(at++) * weights[channel]!;
    mono[frame] = sum;
  }
  return mono;
};
