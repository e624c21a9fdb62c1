import type { RenderRequest } from '$lib/domain/ports.ts';
import { clockFilters, layoutFilters, maskFilters } from './filters.ts';

/** Of everything that is rendered, in Hz. */
export const rate = 48_000;
/** Filters and networks hear so much before a selection, so that they have settled where it begins. */
const leadSeconds = 1;

export const channelsOf = ({ sourceChannels, channel }: RenderRequest): 1 | 2 =>
  channel !== 'mix' || sourceChannels === 1 ? 1 : 2;

/** The file from just before the first stretch that is kept to the end of the last. */
export const inputArgs = (request: RenderRequest, path: string): string[] => {
  const [first, last] = [request.keep?.[0], request.keep?.at(-1)];
  const from = startSecondsOf(request);
  const until = last && first ? ['-t', (last.end - from).toFixed(6)] : [];
  return [...(from > 0 ? ['-ss', from.toFixed(6)] : []), ...until, '-i', path];
};

/** Where in the file what is read begins. */
export const startSecondsOf = ({ keep }: RenderRequest): number => Math.max(0, (keep?.[0]?.start ?? 0) - leadSeconds);

/** The file's own clock and the channels wanted, without what is masked. */
export const plainFilters = (request: RenderRequest): string[] => {
  const channels = channelsOf(request);
  const before = [...clockFilters(rate), ...layoutFilters(channels, request.channel)];
  return maskFilters(before, request.mask, { fromSeconds: startSecondsOf(request), channels });
};

export const select = (request: RenderRequest): string[] => ['-map', `0:a:${request.track}`, '-vn', '-sn', '-dn'];

/** Tags and chapters are those asked for: none of the file's own, nor of its track, goes along. */
export const ownTags = ['-map_metadata', '1', '-map_metadata:s', '-1', '-map_chapters', '1'];
