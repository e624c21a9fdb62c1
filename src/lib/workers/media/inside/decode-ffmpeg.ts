import { AppError } from '$lib/core/errors.ts';
import type { DecodedChannel } from '$lib/domain/sound.ts';
import { useCore } from './core.ts';
import { pcmRate, type PcmSink } from './pcm-sink.ts';
import { sampleJoiner } from './sample-joiner.ts';
import { samplesPerSegment } from './segment-writer.ts';

/** Segments kept open where the length is known (8 hours), and where it is not. What comes beyond overflows. */
const mostOpen = 480;
const openWhenUnknown = 40;

/**
 * Fills gaps and a late start with silence: sample n is heard at n / 16000 s of the file, whatever is missing. What decoders give
 * as floats becomes 16 bits first: the core resamples those several at a time, and floats one by one.
 */
const onTheFileClock = `aformat=sample_fmts=s16:channel_layouts=mono,aresample=${pcmRate}:async=1:first_pts=0`;

/** One channel by itself. A file with a single one has that for both sides. */
const picked = {
  mix: '',
  left: 'aformat=channel_layouts=stereo,pan=mono|c0=c0,',
  right: 'aformat=channel_layouts=stereo,pan=mono|c0=c1,',
};

type Source = {
  file: Blob;
  track: number;
  channel?: DecodedChannel | undefined;
  totalSeconds: number | null;
  /** Given for a file whose packets stand later than the sound they hold: see `reduceToSound`. */
  leadSeconds?: number;
};

const argumentsFor = (path: string, source: Source, startSeconds: number): readonly string[] => {
  const { track, channel = 'mix', leadSeconds = 0 } = source;
  // ffmpeg would take the first packet for the beginning, and so move a track that begins late. What stands before the
  // start is cut at the rate of the file: the resampler would cut it to a sample of its own.
  const hasLead = leadSeconds > 0;
  const toZero = hasLead ? `asetpts=PTS-${(startSeconds + leadSeconds).toFixed(6)}/TB,atrim=start=0,` : '';
  return [
    ...['-v', 'error'],
    ...(hasLead ? ['-copyts'] : []),
    ...(startSeconds > 0 ? ['-ss', (startSeconds + leadSeconds).toFixed(6)] : []),
    ...['-i', path, '-map', `0:a:${track}`, '-vn', '-sn', '-dn'],
    ...['-af', toZero + picked[channel] + onTheFileClock, '-f', 's16le'],
  ];
};

const openCount = (totalSeconds: number | null, doneSamples: number): number => {
  if (totalSeconds === null) return openWhenUnknown;
  const left = totalSeconds * pcmRate - doneSamples;
  return Math.min(mostOpen, Math.max(1, Math.ceil(left / samplesPerSegment)) + 2);
};

/**
 * Decodes with the ffmpeg core, from where the sink stands. The call does not pause: to stop it, end the worker.
 * Throws `media/unreadable` where ffmpeg gives up; what it decoded until then is in the sink.
 */
export const decodeFfmpeg = async (source: Source, sink: PcmSink, signal: AbortSignal): Promise<void> => {
  await sink.writer.prepare(openCount(source.totalSeconds, sink.totalSamples));
  await useCore((core) => {
    signal.throwIfAborted();
    const startSeconds = sink.seconds;
    const write = sampleJoiner((samples) => sink.write(samples));
    const status = core.run(source.file, (path) => argumentsFor(path, source, startSeconds), write);
    if (status !== 0) {
      throw new AppError('media/unreadable', { message: 'ffmpeg gave up.', detail: { decoder: 'ffmpeg', status } });
    }
  });
};
