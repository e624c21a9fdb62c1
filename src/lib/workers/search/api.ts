import type { SearchIndex } from '$lib/domain/ports.ts';

/** What the search worker answers to. */
export type SearchApi = SearchIndex;
