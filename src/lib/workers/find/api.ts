import type { FindOptions, Match, ReadParagraph } from '$lib/domain/transcript-find.ts';

/** What the worker of regular expressions answers to. `ready` is answered once it can begin: starting is no searching. */
export type FindApi = {
  ready(): boolean;
  find(texts: readonly ReadParagraph[], query: string, options: FindOptions): Match[];
};
