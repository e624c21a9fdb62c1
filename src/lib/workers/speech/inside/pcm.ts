import { AppError } from '$lib/core/errors.ts';
import type { Pcm, Span } from '$lib/domain/artifacts.ts';
import { openFile } from './opfs.ts';

/** File of one 60 s segment. */
export const segmentPath = (pcm: Pick<Pcm, 'folder'>, segment: number): string =>
  `${pcm.folder}/${String(segment).padStart(4, '0')}.s16`;

/** Rounding may ask for so much more than there is, 0.1 s at the end of a recording. */
const mostMissing = 1_600;

/**
 * Samples of some stretches of the recording one behind the other, -1…1. Throws `media/missing` when evicted, or where a
 * segment holds less than is asked of it: taken for silence its words would be lost without a word.
 */
export const readSpans = async (pcm: Pcm, spans: readonly Span[]): Promise<Float32Array> => {
  const ranges = spans.map(({ start, end }) => ({
    from: Math.round(start * pcm.sampleRate),
    to: Math.round(end * pcm.sampleRate),
  }));
  const samples = new Float32Array(ranges.reduce((sum, range) => sum + range.to - range.from, 0));
  let filled = 0;
  for (const { from, to } of ranges) {
    let at = from;
    while (at < to) {
      const segment = Math.floor(at / pcm.samplesPerSegment);
      const base = segment * pcm.samplesPerSegment;
      const until = Math.min(to, base + pcm.samplesPerSegment);
      const read = await readRange(pcm, segment, at - base, until - base);
      if (until - at - read.length > mostMissing)
        throw new AppError('media/missing', { detail: { segment, from: at } });
      samples.set(read, filled);
      filled += until - at;
      at = until;
    }
  }
  return samples;
};

/** Samples `from` up to `to` of one segment; fewer where the segment ends before. */
export const readRange = async (...[pcm, segment, from, to]: [Pcm, number, number, number]): Promise<Float32Array> => {
  const file = await openFile(segmentPath(pcm, segment), 'media/missing');
  const bytes = await file.slice(from * 2, to * 2).arrayBuffer();
  return toFloats(new Int16Array(bytes, 0, bytes.byteLength >> 1));
};

/** A loop: `Float32Array.from` with a function takes ten times as long, seconds for an hour of sound. */
const toFloats = (samples: Int16Array): Float32Array => {
  const floats = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at++) floats[at] = samples[at]! / 32_768;
  return floats;
};
