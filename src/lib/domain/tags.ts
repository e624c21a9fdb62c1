import { searchKey } from '$lib/core/search.ts';

/** Longest tag, in UTF-16 units. */
const longest = 60;

/** Tags as somebody typed them, between commas or lines. */
export const parseTags = (text: string): string[] => tidyTags(text.split(/[,\n;]/));

/** No empty one, none twice whatever its case and accents, single spaces; the first spelling stays. */
export const tidyTags = (tags: readonly string[]): string[] => {
  const byKey = new Map<string, string>();
  for (const tag of tags) {
    const tidy = tag.replace(/\s+/g, ' ').trim().slice(0, longest).trim();
    const key = searchKey(tidy);
    if (key !== '' && !byKey.has(key)) byKey.set(key, tidy);
  }
  return [...byKey.values()];
};
