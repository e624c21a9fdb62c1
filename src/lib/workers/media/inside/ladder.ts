import { AppError, isAbort, isQuota } from '$lib/core/errors.ts';
import type { Decoder } from '$lib/domain/artifacts.ts';
import type { DecodeRequest } from '$lib/domain/ports.ts';
import { hasCore, isCoreCached } from './core.ts';
import { decodeFfmpeg } from './decode-ffmpeg.ts';
import { decodeWav } from './decode-wav.ts';
import { canDecode, decodeWebCodecs } from './decode-webcodecs.ts';
import type { PcmSink } from './pcm-sink.ts';
import { readWavLayout } from './wav-layout.ts';

/** One decoder that may do, and why it is tried. */
export type Rung = {
  decoder: Decoder;
  reason: string;
  run(sink: PcmSink, signal: AbortSignal): Promise<void>;
};

type Source = DecodeRequest & { totalSeconds: number | null };

const ffmpeg = (source: Source, reason: string): Rung => ({
  decoder: 'ffmpeg',
  reason,
  run: (sink, signal) => decodeFfmpeg(source, sink, signal),
});

const webCodecs = (source: Source, reason: string): Rung => ({
  decoder: 'webcodecs',
  reason,
  run: (sink, signal) => decodeWebCodecs(source, sink, signal),
});

/**
 * Which decoders to try, best first: PCM straight from a WAV file; the ffmpeg core where it lies ready (fastest for
 * compressed sound); the browser's codecs, which need no download; the core, fetched from our own origin.
 */
export const ladderFor = async (source: Source): Promise<readonly Rung[]> => {
  const layout = source.track === 0 ? await readWavLayout(source.file) : undefined;
  if (layout) {
    const reason = layout.isTruncated ? 'pcm-wav-cut-off' : 'pcm-wav';
    return [{ decoder: 'wav', reason, run: (sink, signal) => decodeWav(source.file, layout, sink, signal) }];
  }
  const browserCan = await canDecode(source.file, source.track);
  if (!hasCore) return browserCan ? [webCodecs(source, 'build-without-core')] : [];
  if (await isCoreCached()) {
    return [ffmpeg(source, 'core-cached'), ...(browserCan ? [webCodecs(source, 'core-failed')] : [])];
  }
  return browserCan
    ? [webCodecs(source, 'core-not-cached'), ffmpeg(source, 'browser-codec-failed')]
    : [ffmpeg(source, 'only-core-can')];
};

const isFinal = (error: unknown): boolean =>
  isAbort(error) || isQuota(error) || (error instanceof AppError && error.code.startsWith('storage/'));

/**
 * Runs the rungs until one reaches the end; each goes on from where the one before stopped. Where none does, what was
 * decoded is kept if there is any, and the first failure is thrown otherwise.
 */
export const climb = async (rungs: readonly Rung[], sink: PcmSink, signal: AbortSignal): Promise<void> => {
  let failure: unknown;
  for (const rung of rungs) {
    const before = sink.totalSamples;
    if (before === 0 || sink.source.decoder !== rung.decoder)
      sink.source = { decoder: rung.decoder, reason: rung.reason };
    try {
      return await rung.run(sink, signal);
    } catch (error) {
      if (isFinal(error)) throw error;
      failure ??= error;
    }
  }
  if (sink.totalSamples === 0) throw failure ?? new AppError('media/unsupported');
  sink.source = { ...sink.source, reason: 'cut-off' };
};
