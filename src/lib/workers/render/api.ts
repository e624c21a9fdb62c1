import type { Span } from '$lib/domain/artifacts.ts';
import type { PictureWay, MediaRenderRequest } from '$lib/domain/edited-media.ts';

export type SpliceRequest = {
  file: Blob;
  track: number;
  kept: readonly Span[];
  muted: readonly Span[];
  /** OPFS file the sound is written to. */
  path: string;
};

/** `sound`: what `spliceSound` gave, encoded; null to copy that of the source. `path`: OPFS file to write. */
export type PictureRequest = Pick<
  MediaRenderRequest,
  'file' | 'kept' | 'captions' | 'style' | 'cues' | 'language' | 'track'
> & {
  format: 'mp4' | 'webm' | 'mkv';
  sound: Blob | null;
  path: string;
};

/** What the render worker answers. Everything is written to OPFS as it is made, so that length costs no memory. */
export interface RenderApi {
  /** The sound that is kept, as a 16-bit WAV file at the rate of the source; undefined where the browser cannot read it. */
  spliceSound(
    request: SpliceRequest,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Blob | undefined>;
  /** The same by the ffmpeg core, which gives no sign until it has done. Throws `media/…`. */
  spliceWithCore(request: SpliceRequest, signal: AbortSignal): Promise<Blob>;
  /** A WAV file as Opus in Ogg, with the browser's encoder; undefined where it has none. */
  encodeOpus(
    request: { wav: Blob; path: string },
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Blob | undefined>;
  /** The picture that is kept, with its sound; undefined where the browser cannot read or write such a picture. */
  writePicture(
    request: PictureRequest,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<{ blob: Blob; way: Exclude<PictureWay, 'ffmpeg'> } | undefined>;
}
