import type { LinkFetcher, ModelFetcher, SpeechServer } from '$lib/domain/ports.ts';

/** What the fetch worker answers to: the only code whose policy lets it reach another origin. */
export type FetchApi = LinkFetcher & ModelFetcher & SpeechServer;
