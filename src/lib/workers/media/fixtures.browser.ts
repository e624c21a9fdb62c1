import type { Pcm } from '$lib/domain/artifacts.ts';
import index from '../../../../tests/fixtures/media/index.json';
import { Resampler } from './inside/resampler.ts';
import { openFolder, segmentName } from './pcm-files.ts';

/** Helpers of the browser tests: fixtures by name, and how alike two decodes are. */
export { index };
export type GoodFixture = (typeof index.good)[number];

const addresses = import.meta.glob<string>('../../../../tests/fixtures/media/**/*.*', {
  query: '?url',
  import: 'default',
  eager: true,
});

export const fixture = async (name: string): Promise<Blob> => {
  const address = addresses[`../../../../tests/fixtures/media/${name}`];
  if (!address) throw new Error(`No fixture ${name}.`);
  return (await fetch(address)).blob();
};

export const samplesOf = async (pcm: Pcm): Promise<Float32Array> => {
  const folder = await openFolder(pcm.folder);
  const samples = new Float32Array(pcm.totalSamples);
  for (let segment = 0; segment < pcm.sealed; segment++) {
    const file = await (await folder.getFileHandle(segmentName(segment))).getFile();
    samples.set(new Int16Array(await file.arrayBuffer()), segment * pcm.samplesPerSegment);
  }
  return samples;
};

const correlation = (a: Float32Array, b: Float32Array): number => {
  const length = Math.min(a.length, b.length);
  let [ab, aa, bb] = [0, 0, 0];
  for (let at = 0; at < length; at++) {
    ab += a[at]! * b[at]!;
    aa += a[at]! ** 2;
    bb += b[at]! ** 2;
  }
  return ab / Math.sqrt(aa * bb);
};

const shifts = Array.from({ length: 33 }, (_, at) => (at - 16) * 8);

/**
 * How alike a decode and native ffmpeg's are at the rate of the reference. Opus in WebM carries 7 ms that decoders place
 * differently, so the best match within 8 ms counts.
 */
export const likeness = async (pcm: Pcm, file: string): Promise<number> => {
  const reference = Float32Array.from(new Int8Array(await (await fixture(`reference/${file}.s8`)).arrayBuffer()));
  const samples = await samplesOf(pcm);
  const at = (shift: number): number => {
    const moved = new Float32Array(samples.length);
    moved.set(shift < 0 ? samples.subarray(-shift) : samples.subarray(0, samples.length - shift), Math.max(0, shift));
    return correlation(new Resampler(16_000, index.referenceRate).push(moved), reference);
  };
  if (at(0) > 0.99) return at(0);
  const coarse = shifts.reduce((best, shift) => (at(shift) > at(best) ? shift : best), 0);
  return Math.max(...Array.from({ length: 9 }, (_, step) => at(coarse + step - 4)));
};

export const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
