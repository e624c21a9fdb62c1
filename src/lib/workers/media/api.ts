import type { MediaEngine, Rendered, RenderRequest } from '$lib/domain/ports.ts';

/** `track`: which sound stays. `withVideo`: whether the picture stays, too. `path`: OPFS file to write. */
export type Isolation = { file: Blob; track: number; withVideo: boolean; path: string };

/** `file`: the video. `sound`: a file of one track on the same clock. `path`: OPFS file to write. */
export type Joining = { file: Blob; sound: Blob; path: string };

/** Where our own origin keeps the two files of the ffmpeg core. */
export type CoreAddress = { coreURL: string; wasmURL: string };

/** What the media worker answers. The rest of `MediaEngine` needs no worker. */
export type MediaApi = Pick<MediaEngine, 'decode' | 'spectrogram'> & {
  /** `MediaEngine.probe`; `beat` as below. */
  probe(file: Blob, beat: () => void, signal: AbortSignal): ReturnType<MediaEngine['probe']>;
  /** `MediaEngine.repair`; `beat` is called each second while it is at work, as in the next two. */
  repair(take: Blob, beat: () => void, signal: AbortSignal): Promise<Blob>;
  isolateTrack(isolation: Isolation, beat: () => void, signal: AbortSignal): Promise<Blob>;
  joinSound(joining: Joining, beat: () => void, signal: AbortSignal): Promise<Blob>;
  /** `probe` by the ffmpeg core alone. Throws `media/unreadable` where there is none, or it cannot either. */
  probeWithCore(file: Blob, signal: AbortSignal): ReturnType<MediaEngine['probe']>;
  /** `AudioRenderer.render`, into an OPFS file that must be given. */
  render(
    request: RenderRequest & { path: string },
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Rendered>;
  /**
   * Absolute addresses, or undefined in a build without ffmpeg. Asked of the worker, since a bundler gives a page and a
   * worker a copy of every asset each: one of 32 MB is enough.
   */
  coreAddress(): Promise<CoreAddress | undefined>;
};
