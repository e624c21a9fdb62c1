import type { Watchable } from './ports.ts';

/**
 * What works without a network, verified: a part is true only when every file of it is in the cache, written after its
 * SHA-256 was found right.
 */
export type OfflineStatus = {
  /** The app itself opens. */
  shell: boolean;
  /** ONNX Runtime, speech detection and the built-in model. */
  speech: boolean;
  /** Language models and lexicons of the text worker. */
  text: boolean;
  /** The ffmpeg core, for formats the browser cannot read. */
  media: boolean;
  /** Of the parts above. */
  cachedBytes: number;
  totalBytes: number;
};

/** `gpu` is the speech runtime for WebGPU: wanted only where there is such a device, so readiness does not hang on it. */
export const offlineParts = ['shell', 'speech', 'text', 'media', 'gpu'] as const;
export type OfflinePart = (typeof offlineParts)[number];

/** One file of the build, as the service worker knows it. `bytes` 0 where the build could not know it yet. */
export type BuildFile = { url: string; revision: string | null; bytes: number; sha256: string };

/** Which part of the app a built file belongs to. */
export const partOf = (url: string): OfflinePart => {
  if (/ffmpeg-core|rnnoise/.test(url)) return 'media';
  if (/ort-[^/]*\.jspi/.test(url)) return 'gpu';
  if (/\.(wasm|onnx)$|(^|\/)ort-[^/]+\.mjs$|^models\/[^/]+\/r\d+\//.test(url)) return 'speech';
  if (/(^|\/)text-[^/]+\.js$/.test(url)) return 'text';
  return 'shell';
};

/** What the page says to the service worker; the first two are answered on the port sent along. */
export type OfflineRequest =
  { type: 'offline-status' } | { type: 'warm-up'; parts: readonly OfflinePart[] } | { type: 'skip-waiting' };

/** What the service worker says to every page. */
export type OfflineNotice = { type: 'offline-progress'; status: OfflineStatus };

/** The page's side of the service worker. */
export interface OfflinePort {
  /** Null where there is no service worker (a private window, a plain http host, the dev server). */
  status(): Promise<OfflineStatus | null>;
  /** Fetches what is missing, the ffmpeg core too unless `withMedia` is false. */
  warmUp(withMedia: boolean): Promise<OfflineStatus | null>;
  watch(): Watchable<OfflineStatus>;
  /** True once a newer version has been fetched and waits. */
  watchUpdate(): Watchable<boolean>;
  /** Lets the newer version take over and reloads this tab; other tabs go on with the old one. */
  applyUpdate(): Promise<void>;
}

/** Where the system sends files that another app shares, and where they wait until a page takes them. */
export const shareAction = '/share';
export const sharedCache = 'echoflow-shared';
export const sharedParameter = 'shared';
