import type { Span } from './artifacts.ts';
import type { Cue } from './cues.ts';
import type { AudioFormat, EnhanceOptions } from './ports.ts';

/** What a rendered cut can be written as. */
export const audioFormats = ['wav', 'flac', 'mp3', 'm4a', 'opus'] as const satisfies readonly AudioFormat[];
export const videoFormats = ['mp4', 'webm', 'mkv'] as const;
export type VideoFormat = (typeof videoFormats)[number];
export type MediaFormat = AudioFormat | VideoFormat;

export const isVideoFormat = (format: MediaFormat): format is VideoFormat =>
  (videoFormats as readonly string[]).includes(format);

/** `soft`: a track of the file that a player shows or hides. `burned`: drawn into the picture. */
export const captionKinds = ['none', 'soft', 'burned'] as const;
export type CaptionKind = (typeof captionKinds)[number];

/** WebM has no track of captions that players show. */
export const captionKindsOf = (format: MediaFormat): readonly CaptionKind[] =>
  captionKinds.filter((kind) => kind === 'none' || (isVideoFormat(format) && (kind === 'burned' || format !== 'webm')));

export const captionSizes = ['small', 'medium', 'large'] as const;
export const captionPlaces = ['bottom', 'middle', 'top'] as const;
/** `box`: white on a dark box. `outline`: white with a dark edge. `plain`: on nothing. */
export const captionLooks = ['box', 'outline', 'plain'] as const;

export type CaptionStyle = {
  size: (typeof captionSizes)[number];
  place: (typeof captionPlaces)[number];
  look: (typeof captionLooks)[number];
  /** Lights each word while it is spoken. */
  activeWord: boolean;
};

/** All times in seconds; cues are on the clock of the edited sound, the rest on that of the file. */
export type MediaRenderRequest = {
  file: Blob;
  fileName: string;
  /** Audio track to take, from 0. */
  track: number;
  /** What is heard, ascending, apart. */
  kept: readonly Span[];
  /** What of it is silenced: redacted words. */
  muted: readonly Span[];
  format: MediaFormat;
  enhance: EnhanceOptions | null;
  captions: CaptionKind;
  style: CaptionStyle;
  cues: readonly Cue[];
  /** ISO 639-1 code of the captions; null where nobody knows. */
  language: string | null;
};

/** What is being done: sound is read and cut, encoded or enhanced, the picture is made. */
export type RenderPhase = 'sound' | 'encode' | 'picture';
/** `fraction` of the whole, 0…1. */
export type RenderProgress = { phase: RenderPhase; fraction: number };

/** How the picture was made: `copied` packet by packet, `smart` where only what stands before a key frame was encoded. */
export type PictureWay = 'copied' | 'smart' | 'encoded' | 'ffmpeg';
export type RenderedMedia = { blob: Blob; picture: PictureWay | null };

/** Bits a second each format takes for speech, as it is written here; for FLAC about what speech comes to. */
const audioBitRates = { mp3: 115_000, m4a: 160_000, opus: 96_000 } as const;
const bytesPerSample = 2;

export type SourceFacts = { sizeBytes: number; durationSeconds: number; sampleRate: number; channels: number };

/** About how large a file becomes; a picture is taken to keep the rate it has. */
export const estimateBytes = (format: MediaFormat, editedSeconds: number, source: SourceFacts): number => {
  const pcmBytes = editedSeconds * source.sampleRate * Math.min(2, source.channels) * bytesPerSample;
  if (format === 'wav') return pcmBytes + 44;
  if (format === 'flac') return pcmBytes * 0.55;
  if (!isVideoFormat(format)) return (editedSeconds * audioBitRates[format]) / 8;
  return source.durationSeconds > 0 ? (source.sizeBytes / source.durationSeconds) * editedSeconds : source.sizeBytes;
};
