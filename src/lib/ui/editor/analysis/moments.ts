import type { Analysis } from '$lib/domain/analysis.ts';

/** Sentences as things to click. */
export const momentsOf = ({ sentences }: Analysis, indexes: readonly number[]) =>
  indexes.map((index) => ({ id: String(index), text: sentences[index]!.text, place: sentences[index]!.place }));
