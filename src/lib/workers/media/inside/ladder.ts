import { AppError, isAbort, isQuota } from '$lib/core/errors.ts';
import type { Decoder } from '$lib/domain/artifacts.ts';
import type { DecodeRequest } from '$lib/domain/ports.ts';
import { hasCore, isCoreCached } from './core.ts';
import { decodeFfmpeg } from './decode-ffmpeg.ts';
import { decodeWav } from './decode-wav.ts';
import { decodeWebCodecs, inspectTrack } from './decode-webcodecs.ts';
import { removeWritten } from './written.ts';
import { isChainedOgg } from './ogg-chain.ts';
import type { PcmSink } from './pcm-sink.ts';
import { reducedLeadSeconds, reduceToSound } from './reduce.ts';
import { readWavLayout, type WavLayout } from './wav-layout.ts';

/** One decoder that may do, and why it is tried. */
export type Rung = {
  decoder: Decoder;
  reason: string;
  run(sink: PcmSink, signal: AbortSignal): Promise<void>;
};

type Source = DecodeRequest & { totalSeconds: number | null };

/**
 * `fileSeconds`: how long the container says the whole is, at least; `seconds`: the track, since a file may be longer than its
 * sound. Rungs come one by one and the track is asked for only where it matters: reading the index of a file of four hours leaves
 * 50 MB of garbage, which lies there as long as the core runs.
 */
export type Ladder = {
  rungs: Iterable<Rung> | AsyncIterable<Rung>;
  fileSeconds: number | null;
  seconds: () => Promise<number | null>;
};

const ffmpeg = (source: Source, reason: string): Rung => ({
  decoder: 'ffmpeg',
  reason,
  run: (sink, signal) => decodeFfmpeg(source, sink, signal),
});

/**
 * The core reads a video from end to end to hear it, synchronously; its sound taken out first is a few per cent of that.
 */
const reduced = (source: Source, reason: string): Rung => ({
  decoder: 'ffmpeg',
  reason: `${reason}-reduced`,
  run: async (sink, signal) => {
    const path = `${source.folder}.sound`;
    const { file, track } = source;
    const sound = await reduceToSound({ file, track, path }, signal);
    try {
      await decodeFfmpeg({ ...source, file: sound, track: 0, leadSeconds: reducedLeadSeconds }, sink, signal);
    } finally {
      await removeWritten(path);
    }
  },
});

/** From this size on a video is reduced to its sound before the core reads it. */
const largeVideoBytes = 500_000_000;

const isLargeVideo = ({ info, file, reduceAboveBytes = largeVideoBytes }: Source): boolean =>
  info.hasVideo && file.size > reduceAboveBytes;

/** The core's rungs: the whole file is what is left where its sound cannot be taken out. */
const core = (source: Source, reason: string): readonly Rung[] =>
  isLargeVideo(source) ? [reduced(source, reason), ffmpeg(source, reason)] : [ffmpeg(source, reason)];

const webCodecs = (source: Source, reason: string): Rung => ({
  decoder: 'webcodecs',
  reason,
  run: (sink, signal) => decodeWebCodecs(source, sink, signal),
});

const wav = ({ file, channel }: DecodeRequest, layout: WavLayout): Rung => ({
  decoder: 'wav',
  reason: layout.isTruncated ? 'pcm-wav-cut-off' : 'pcm-wav',
  run: (sink, signal) => decodeWav({ file, layout, channel }, sink, signal),
});

type Inspected = Awaited<ReturnType<typeof inspectTrack>>;

/** Decoders for compressed sound, best first; the one an interrupted run began with comes first again. */
export const compressedRungs = async function* (
  source: Source,
  inspect: () => Promise<Inspected>,
): AsyncGenerator<Rung> {
  const isCached = hasCore && (source.begunWith ? source.begunWith === 'ffmpeg' : await isCoreCached());
  if (isCached) yield* core(source, 'core-cached');
  const { isDecodable, seconds } = await inspect();
  const known = { ...source, totalSeconds: seconds ?? source.totalSeconds };
  const reason = !hasCore ? 'build-without-core' : isCached ? 'core-failed' : 'core-not-cached';
  if (isDecodable) yield webCodecs(known, reason);
  if (hasCore && !isCached) yield* core(known, isDecodable ? 'browser-codec-failed' : 'only-core-can');
};

/**
 * Which decoders to try, best first: PCM straight from a WAV file; the ffmpeg core where it lies ready (fastest for
 * compressed sound); the browser's codecs, which need no download; the core, fetched from our own origin.
 */
export const ladderFor = async (request: DecodeRequest): Promise<Ladder> => {
  const layout = request.track === 0 ? await readWavLayout(request.file) : undefined;
  const fileSeconds = request.info.durationSeconds;
  if (layout) return { rungs: [wav(request, layout)], fileSeconds, seconds: () => Promise.resolve(null) };
  const isForCore = request.onlyCore || (await isChainedOgg(request.file));
  let inspected: Promise<Inspected> | undefined;
  const inspect = (): Promise<Inspected> =>
    (inspected ??= isForCore
      ? Promise.resolve({ isDecodable: false, seconds: null })
      : inspectTrack(request.file, request.track));
  const rungs = compressedRungs({ ...request, totalSeconds: fileSeconds }, inspect);
  return { rungs, fileSeconds, seconds: async () => (await inspect()).seconds };
};

const isFinal = (error: unknown): boolean =>
  isAbort(error) || isQuota(error) || (error instanceof AppError && error.code.startsWith('storage/'));

/** A decoder that ends more than this before the stated end may have missed something another would hear. */
const shortfallSeconds = 2;

const isShortOf = (sink: PcmSink, seconds: number | null): boolean =>
  seconds !== null && sink.seconds < seconds * 0.98 - shortfallSeconds;

const fellShort = async (sink: PcmSink, { fileSeconds, seconds }: Ladder): Promise<boolean> => {
  if (sink.totalSamples === 0) return true;
  if (fileSeconds !== null && !isShortOf(sink, fileSeconds)) return false;
  return isShortOf(sink, await seconds());
};

/**
 * Runs the rungs until one reaches the end; each goes on from where the one before stopped. Where none does, what was
 * decoded is kept if there is any, and the first failure is thrown otherwise, `media/unsupported` where there is no rung.
 */
export const climb = async (ladder: Ladder, sink: PcmSink, signal: AbortSignal): Promise<void> => {
  let failure: unknown = new AppError('media/unreadable', { message: 'No sound came out.' });
  let hasFailed = false;
  let hasRung = false;
  for await (const rung of ladder.rungs) {
    hasRung = true;
    const isFirst = sink.totalSamples === 0;
    const before = sink.source;
    sink.begin({ decoder: rung.decoder, reason: rung.reason });
    try {
      const from = sink.totalSamples;
      await rung.run(sink, signal);
      if (!isFirst && sink.totalSamples === from) sink.source = before;
      if (!(await fellShort(sink, ladder))) return;
    } catch (error) {
      if (isFinal(error)) throw error;
      if (!hasFailed) failure = error;
      hasFailed = true;
    }
  }
  if (!hasRung) throw new AppError('media/unsupported', { message: 'Nobody here can decode it.' });
  if (sink.totalSamples === 0) throw failure;
  sink.source = { ...sink.source, reason: 'cut-off' };
};
