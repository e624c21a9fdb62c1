import { AppError } from '$lib/core/errors.ts';
import type { Pcm, Span, Spectrogram } from '$lib/domain/artifacts.ts';
import { openFolder, segmentName } from '../pcm-files.ts';

const frame = 512;
const bins = frame / 2;
/** Two bins a row: 62 Hz each, 128 rows up to 8 kHz. */
const binsPerRow = 2;
/** Where a column stands for longer than a few frames, so many of them are looked at. */
const mostFrames = 4;
const mostColumns = 4096;
/** What is shown as black and as white, dB of full scale. */
const floorDb = -95;
const topDb = -25;

const hann = Float32Array.from({ length: frame }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / frame));
const cosines = Float32Array.from({ length: bins }, (_, at) => Math.cos((2 * Math.PI * at) / frame));
const sines = Float32Array.from({ length: bins }, (_, at) => Math.sin((2 * Math.PI * at) / frame));
const reversed = Uint16Array.from({ length: frame }, (_, index) => {
  let bitsOut = 0;
  for (let bit = 1, left = index; bit < frame; bit <<= 1, left >>= 1) bitsOut = (bitsOut << 1) | (left & 1);
  return bitsOut;
});

/** Fast Fourier transform in place, length 512 (Cooley & Tukey, radix 2); `re` in bit-reversed order. */
const transform = (re: Float32Array, im: Float32Array): void => {
  for (let half = 1; half < frame; half <<= 1) {
    const stride = frame / (half * 2);
    for (let start = 0; start < frame; start += half * 2) {
      for (let offset = 0; offset < half; offset++) {
        const [top, bottom] = [start + offset, start + offset + half];
        const [c, s] = [cosines[offset * stride]!, sines[offset * stride]!];
        const turnedRe = re[bottom]! * c + im[bottom]! * s;
        const turnedIm = im[bottom]! * c - re[bottom]! * s;
        re[bottom] = re[top]! - turnedRe;
        im[bottom] = im[top]! - turnedIm;
        re[top]! += turnedRe;
        im[top]! += turnedIm;
      }
    }
  }
};

/** Power of each bin of the frame that begins at `from`, added to `powers`. */
const addPowers = (samples: Int16Array, from: number, powers: Float32Array): void => {
  const re = new Float32Array(frame);
  const im = new Float32Array(frame);
  for (let at = 0; at < frame; at++) re[reversed[at]!] = ((samples[from + at] ?? 0) / 32_768) * hann[at]!;
  transform(re, im);
  for (let bin = 0; bin < bins; bin++) powers[bin]! += re[bin]! ** 2 + im[bin]! ** 2;
};

/** A column as 0…255, one number a row, lowest first. `frames` were added up. */
const toRows = (powers: Float32Array, frames: number): Uint8Array => {
  // A sine at full scale has this power in its bin, behind a Hann window.
  const full = (frame / 4) ** 2 * Math.max(1, frames);
  return Uint8Array.from({ length: bins / binsPerRow }, (_, row) => {
    let power = 0;
    for (let bin = row * binsPerRow; bin < (row + 1) * binsPerRow; bin++) power = Math.max(power, powers[bin]!);
    const db = 10 * Math.log10(power / full + 1e-12);
    return Math.max(0, Math.min(255, Math.round(((db - floorDb) / (topDb - floorDb)) * 255)));
  });
};

export const columnOf = (samples: Int16Array, from: number, until: number): Uint8Array => {
  const powers = new Float32Array(bins);
  const frames = Math.max(1, Math.min(mostFrames, Math.floor((until - from) / frame)));
  const step = (until - from) / frames;
  for (let index = 0; index < frames; index++)
    addPowers(samples, Math.round(from + step * (index + 0.5) - bins), powers);
  return toRows(powers, frames);
};

/** Reads one segment after another, the last one kept: columns come in the order of time. */
class Reader {
  #segment = -1;
  #samples = new Int16Array(0);

  constructor(
    private readonly pcm: Pcm,
    private readonly folder: FileSystemDirectoryHandle,
  ) {}

  /** Samples of the segment a place is in, and where it stands there. A frame over its edge sees silence. */
  async at(sample: number): Promise<{ samples: Int16Array; from: number }> {
    const segment = Math.floor(sample / this.pcm.samplesPerSegment);
    if (segment !== this.#segment) {
      const file = await (await this.folder.getFileHandle(segmentName(segment))).getFile();
      this.#samples = new Int16Array(await file.arrayBuffer());
      this.#segment = segment;
    }
    return { samples: this.#samples, from: sample - segment * this.pcm.samplesPerSegment };
  }
}

/**
 * Sound by time and pitch, `columns` moments of `range` (seconds). Throws `media/missing` where the samples were evicted.
 */
export const spectrogram = async (
  pcm: Pcm,
  range: Span,
  columns: number,
  signal: AbortSignal,
): Promise<Spectrogram> => {
  const rows = bins / binsPerRow;
  const count = Math.min(mostColumns, Math.max(1, Math.round(columns)));
  const data = new Uint8Array(count * rows);
  const perColumn = ((range.end - range.start) * pcm.sampleRate) / count;
  try {
    const reader = new Reader(pcm, await openFolder(pcm.folder));
    for (let column = 0; column < count; column++) {
      signal.throwIfAborted();
      const sample = Math.round(range.start * pcm.sampleRate + column * perColumn);
      if (sample >= pcm.totalSamples) break;
      const { samples, from } = await reader.at(sample);
      data.set(columnOf(samples, from, from + perColumn), column * rows);
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError')
      throw new AppError('media/missing', { cause: error });
    throw error;
  }
  return { columns: count, rows, topHertz: pcm.sampleRate / 2, data };
};
