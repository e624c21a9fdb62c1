import type { Decoder, Pcm, Peaks, Span, Spectrogram } from './artifacts.ts';
import type { Cleaning } from './cleaning.ts';
import type { MediaRenderRequest, RenderedMedia, RenderProgress } from './edited-media.ts';
import type { Chapter, MediaInfo } from './media.ts';
import type { DecodedChannel } from './sound.ts';

/** Engines that read, clean and write sound and picture. */

export type DecodeProgress = {
  doneSeconds: number;
  totalSeconds: number | null;
  sealed: number;
  decoder: Decoder;
  reason: string;
};

export type DecodeRequest = {
  recordingId: string;
  file: Blob;
  fileName: string;
  info: MediaInfo;
  /** Audio track to take, from 0. */
  track: number;
  /** One channel of it by itself; all mixed where it is not given. */
  channel?: DecodedChannel;
  /** OPFS folder, made anew, for the segments. */
  folder: string;
  /** True where the browser's own codecs are not to be tried. */
  onlyCore?: boolean;
  /** The decoder an interrupted run began with: another may round a sample otherwise, and words come out otherwise. */
  begunWith?: Decoder;
  /** Segments of the folder that stand already, and are being read: they are not written again. */
  keptSegments?: number;
  /** A video larger than this is first reduced to its sound where the core is to read it; 500 MB if not given. */
  reduceAboveBytes?: number;
};

export interface MediaEngine {
  probe(file: Blob, fileName: string, signal: AbortSignal): Promise<MediaInfo>;
  decode(
    request: DecodeRequest,
    onProgress: (progress: DecodeProgress) => void,
    signal: AbortSignal,
  ): Promise<{ pcm: Pcm; peaks: Peaks }>;
  /** True while every segment of it can still be read: it may have been evicted. */
  hasPcm(pcm: Pcm): Promise<boolean>;
  removePcm(folder: string): Promise<void>;
  /** The decoded sound as a WAV file, for players that cannot read the original. Reads nothing until it is read. */
  toWav(pcm: Pcm): Promise<Blob>;
  /**
   * The file with one of its sound tracks only, its picture kept: what a player shows, since browsers play the first.
   * Packets are copied into a file of OPFS below `pcm/<recordingId>`. Throws `media/unsupported`.
   */
  isolateTrack(
    recordingId: string,
    file: Blob,
    choice: { track: number; withVideo: boolean },
    signal: AbortSignal,
  ): Promise<Blob>;
  /**
   * The picture of a file beside another sound on the same clock, as a file at `path` in OPFS. Packets are copied. Throws
   * `media/unsupported`.
   */
  joinSound(file: Blob, beside: { sound: Blob; path: string }, signal: AbortSignal): Promise<Blob>;
  /** The pitches of a stretch, in `columns` moments. Throws `media/missing` where the samples were evicted. */
  spectrogram(pcm: Pcm, range: Span, columns: number, signal: AbortSignal): Promise<Spectrogram>;
  /** A file this engine or the renderer made, by its path. Throws `media/missing` where it was evicted. */
  openSound(path: string, mime: string): Promise<Blob>;
  /** A recorded take rewritten so that it tells its duration and seeks, even where it was cut off. */
  repair(take: Blob, signal: AbortSignal): Promise<Blob>;
}

/** `loudnessLufs`: integrated loudness to bring it to; null leaves it as it is. All off: only the format changes. */
export type EnhanceOptions = { highPass: boolean; denoise: boolean; loudnessLufs: number | null };

/** Stretches of the sound that are taken out, in seconds of the file, and what is heard in their place. */
export type SoundMask = { spans: readonly Span[]; sound: 'beep' | 'silence' };

export type AudioFormat = 'wav' | 'flac' | 'mp3' | 'm4a' | 'opus';

/** What a rendered file says of itself. */
export type SoundTags = { title?: string; artist?: string; date?: string; comment?: string };

export type RenderRequest = {
  file: Blob;
  /** Audio track to take, from 0, and how many channels it has. */
  track: number;
  sourceChannels: number;
  channel: DecodedChannel;
  cleaning: Cleaning;
  /** Stretches of the file that are kept, in order and apart, in seconds; all of it for null. */
  keep: readonly Span[] | null;
  format: AudioFormat;
  tags: SoundTags;
  /** In seconds of the result. */
  chapters: readonly Chapter[];
  durationSeconds: number | null;
  /** Taken out before anything else is done. */
  mask?: SoundMask | undefined;
  /** OPFS file to write; one that is nobody's, swept away later, where it is not given. */
  path?: string;
};

/** `file` lies on disk. `loudness`: what was measured before, and the gain that was applied; null where nothing was. */
export type Rendered = { file: Blob; loudness: { beforeLufs: number; gainDb: number } | null };

/** Enhancement and rendered exports, with the ffmpeg core of our own origin. */
export interface AudioRenderer {
  /**
   * Streams to a file, whatever the length; time stays that of the recording but for `keep` and speed. Throws
   * `enhance/unavailable` in a build without ffmpeg, `enhance/failed`, `storage/full`.
   */
  render(request: RenderRequest, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<Rendered>;
  enhance(
    file: Blob,
    fileName: string,
    options: EnhanceOptions & { format: AudioFormat },
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Blob>;
}

/** The edited recording as a file: what is cut is gone, sound and picture alike. */
export interface MediaRenderer {
  /** Throws `media/…`, `render/…`, `enhance/…`, `storage/full`. */
  render(
    request: MediaRenderRequest,
    onProgress: (progress: RenderProgress) => void,
    signal: AbortSignal,
  ): Promise<RenderedMedia>;
  /** Lets go of what was rendered and not taken. */
  clear(): Promise<void>;
}
