import { AppError, isAbort } from '$lib/core/errors.ts';
import type { AudioTrack, MediaInfo } from '$lib/domain/media.ts';
import type { Input, InputAudioTrack } from 'mediabunny';
import { isCutOffMp4 } from './mp4-boxes.ts';
import { withInput } from './open-input.ts';
import { probeWithCore } from './probe-ffmpeg.ts';
import { readTags } from './tags/tags.ts';
import { readWavLayout } from './wav-layout.ts';

/** Above this size a file is not read through just to learn its length. */
const scanLimitBytes = 300_000_000;

const probeWav = async (file: Blob): Promise<MediaInfo | undefined> => {
  const layout = await readWavLayout(file);
  if (!layout || layout.frames === 0) return undefined;
  const { encoding, sampleRate, channels, frames } = layout;
  return {
    container: 'wav',
    mime: 'audio/wav',
    durationSeconds: frames / sampleRate,
    hasVideo: false,
    audioTracks: [{ index: 0, codec: `pcm-${encoding}`, sampleRate, channels, language: null }],
    title: null,
  };
};

const describe = async (track: InputAudioTrack, index: number): Promise<AudioTrack> => {
  const language = await track.getLanguageCode();
  return {
    index,
    codec: (await track.getCodec()) ?? String((await track.getInternalCodecId()) ?? 'unknown'),
    sampleRate: await track.getSampleRate(),
    channels: await track.getNumberOfChannels(),
    language: language === 'und' ? null : language,
    title: await track.getName(),
  };
};

/** Bits per second no file has: then the stated length is that of a first fragment only, as MediaRecorder writes. */
const absurdBitRate = (hasVideo: boolean): number => (hasVideo ? 400e6 : 10e6);

const durationOf = async (input: Input, file: Blob, hasVideo: boolean): Promise<number | null> => {
  const stated = await input.getDurationFromMetadata();
  if (stated !== null && stated > 0 && (file.size * 8) / stated < absurdBitRate(hasVideo)) return stated;
  return file.size <= scanLimitBytes ? await input.computeDuration() : null;
};

const probeWithMediabunny = (file: Blob): Promise<MediaInfo | undefined> =>
  withInput(file, async (input) => {
    if (!(await input.canRead())) return undefined;
    const tracks = await input.getAudioTracks();
    const videos = await input.getVideoTracks();
    const duration = await durationOf(input, file, videos.length > 0);
    return {
      container: (await input.getFormat()).name,
      mime: await input.getMimeType(),
      durationSeconds: duration !== null && Number.isFinite(duration) ? duration : null,
      hasVideo: videos.length > 0,
      audioTracks: await Promise.all(tracks.map(describe)),
      ...(await readTags(input, file)),
    };
  });

const orUndefined = (error: unknown): undefined => {
  if (isAbort(error)) throw error;
};

const hasTracks = (info: MediaInfo | undefined): info is MediaInfo =>
  info !== undefined && (info.audioTracks.length > 0 || info.hasVideo);

/** By the core alone, for a file in which the others hang. */
export const probeByCore = async (file: Blob, signal: AbortSignal): Promise<MediaInfo> => {
  const info = await probeWithCore(file, signal);
  if (!hasTracks(info)) throw new AppError('media/unreadable');
  if (info.audioTracks.length === 0) throw new AppError('media/no-audio');
  return info;
};

/**
 * Reads what the container says, at most a few parts of the file. Asks, in this order: our WAV reader, mediabunny, the
 * ffmpeg core. Throws `media/empty`, `media/no-audio`, `media/truncated` (its index is cut off), `media/unreadable`.
 */
export const probe = async (file: Blob, signal: AbortSignal): Promise<MediaInfo> => {
  if (file.size === 0) throw new AppError('media/empty');
  let info = await probeWav(file);
  signal.throwIfAborted();
  if (!info) info = await probeWithMediabunny(file).catch(orUndefined);
  signal.throwIfAborted();
  if (!hasTracks(info) && (await isCutOffMp4(file))) throw new AppError('media/truncated');
  if (!hasTracks(info)) return probeByCore(file, signal);
  if (info.audioTracks.length === 0) throw new AppError('media/no-audio');
  return info;
};
