import type { MediaEngine } from '$lib/domain/ports.ts';

/** What the media worker answers. The rest of `MediaEngine` needs no worker. */
export type MediaApi = Pick<MediaEngine, 'probe' | 'decode' | 'repair'>;
