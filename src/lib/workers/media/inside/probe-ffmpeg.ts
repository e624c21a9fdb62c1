import { AppError, isAbort } from '$lib/core/errors.ts';
import type { AudioTrack, MediaInfo } from '$lib/domain/media.ts';
import { hasCore, useCore } from './core.ts';

/** What ffprobe writes with `-of json`, as far as we read it. Every field may be missing. */
type Stream = {
  codec_type?: string;
  codec_name?: string;
  sample_rate?: string;
  channels?: number;
  tags?: { language?: string; title?: string };
  disposition?: { attached_pic?: number };
};
type Report = {
  format?: { format_name?: string; duration?: string; tags?: { title?: string; artist?: string; date?: string } };
  streams?: Stream[];
  chapters?: { start_time?: string; tags?: { title?: string } }[];
};

const describe = (stream: Stream, index: number): AudioTrack => ({
  index,
  codec: stream.codec_name ?? 'unknown',
  sampleRate: Number(stream.sample_rate ?? 0),
  channels: stream.channels ?? 0,
  language: stream.tags?.language && stream.tags.language !== 'und' ? stream.tags.language : null,
  title: stream.tags?.title ?? null,
});

/** Turns ffprobe's report into ours; undefined where it names no usable stream. */
export const readReport = (report: Report): MediaInfo | undefined => {
  const streams = report.streams ?? [];
  const sounds = streams.filter((stream) => stream.codec_type === 'audio' && Number(stream.sample_rate) > 0);
  const pictures = streams.filter((stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic);
  const container = report.format?.format_name?.split(',')[0] ?? 'unknown';
  // Text on a terminal is "video" to ffmpeg; nobody means that.
  if (container === 'tty' || sounds.length + pictures.length === 0) return undefined;
  const duration = Number(report.format?.duration);
  return {
    container,
    mime: `${pictures.length > 0 ? 'video' : 'audio'}/x-${container}`,
    durationSeconds: Number.isFinite(duration) && duration > 0 ? duration : null,
    hasVideo: pictures.length > 0,
    audioTracks: sounds.map(describe),
    title: report.format?.tags?.title ?? null,
    artist: report.format?.tags?.artist ?? null,
    date: report.format?.tags?.date ?? null,
    chapters: (report.chapters ?? []).flatMap(({ start_time, tags }) =>
      Number(start_time) >= 0 ? [{ start: Number(start_time), title: tags?.title ?? '' }] : [],
    ),
  };
};

/** Asks the ffmpeg core; undefined where it cannot read the file either, or this build has none. */
export const probeWithCore = async (file: Blob, signal: AbortSignal): Promise<MediaInfo | undefined> => {
  if (!hasCore) return undefined;
  try {
    return await useCore((core) => {
      signal.throwIfAborted();
      return readReport((core.probe(file) ?? {}) as Report);
    });
  } catch (error) {
    if (isAbort(error) || error instanceof AppError) throw error;
    return undefined;
  }
};
