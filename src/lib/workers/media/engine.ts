import { AppError, toAppError, isAbort } from '$lib/core/errors.ts';
import type { Pcm } from '$lib/domain/artifacts.ts';
import type { DecodeProgress, DecodeRequest } from '$lib/domain/ports.ts';
import type { MediaApi } from './api.ts';
import { coreAddress } from './inside/core.ts';
import { climb, ladderFor } from './inside/ladder.ts';
import { isolate } from './inside/isolate.ts';
import { joinSound } from './inside/join-sound.ts';
import { renderToFile } from './inside/render/work-files.ts';
import { PcmSink } from './inside/pcm-sink.ts';
import { probe, probeByCore } from './inside/probe.ts';
import { repair } from './inside/repair.ts';
import { SegmentWriter, samplesPerSegment } from './inside/segment-writer.ts';
import { withPulse } from '../pulse.ts';
import { spectrogram } from './inside/spectrogram.ts';

type Decoded = Awaited<ReturnType<MediaApi['decode']>>;

const fill = async (request: DecodeRequest, sink: PcmSink, signal: AbortSignal): Promise<Decoded> => {
  const ladder = await ladderFor(request);
  const codec = request.info.audioTracks[request.track]?.codec ?? 'unknown';
  await climb(ladder, sink, signal);
  if (sink.totalSamples === 0)
    throw new AppError('media/unreadable', { message: 'No sound came out.', detail: { codec } });
  const peaks = await sink.finish();
  const pcm: Pcm = {
    folder: request.folder,
    sampleRate: 16_000,
    samplesPerSegment,
    totalSamples: sink.totalSamples,
    sealed: sink.writer.sealed,
    ...sink.source,
  };
  return { pcm, peaks };
};

const decode = async (
  request: DecodeRequest,
  onProgress: (progress: DecodeProgress) => void,
  signal: AbortSignal,
): Promise<Decoded> => {
  if (request.file.size === 0) throw new AppError('media/empty');
  if (!request.info.audioTracks[request.track]) throw new AppError('media/no-audio');
  const writer = await SegmentWriter.open(request.folder, request.keptSegments);
  try {
    return await fill(
      request,
      new PcmSink(writer, request.info.durationSeconds, onProgress, request.file.size),
      signal,
    );
  } catch (error) {
    throw isAbort(error) ? error : toAppError(error, 'media/unreadable');
  } finally {
    writer.close();
  }
};

export const engine: MediaApi = {
  probe: (file, beat, signal) => withPulse(beat, () => probe(file, signal)),
  probeWithCore: probeByCore,
  decode,
  repair: (take, beat, signal) => withPulse(beat, () => repair(take, signal)),
  spectrogram,
  render: renderToFile,
  isolateTrack: (isolation, beat, signal) => withPulse(beat, () => isolate(isolation, signal)),
  joinSound: (joining, beat, signal) => withPulse(beat, () => joinSound(joining, signal)),
  coreAddress,
};
