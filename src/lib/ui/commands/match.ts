import { searchKey } from '$lib/core/search.ts';

/** One choice of the palette. */
export type Choice = { title: string; group: string };

/**
 * How well a title answers a query: 0 for not at all. Every word of the query must begin a word of the title or stand
 * inside it; beginnings count more, and earlier ones most. Accents and case do not matter.
 */
export const score = (query: string, title: string): number => {
  const text = searchKey(title);
  const words = text.split(/[^\p{L}\p{N}]+/u);
  let total = 1;
  for (const part of searchKey(query).split(/\s+/).filter(Boolean)) {
    const begins = words.findIndex((word) => word.startsWith(part));
    if (begins >= 0) total += 10 - Math.min(begins, 5);
    else if (text.includes(part)) total += 1;
    else return 0;
  }
  return total;
};

/** The choices that answer, the best first; equals keep their order. An empty query keeps them all. */
export const filterChoices = <C extends Choice>(query: string, choices: readonly C[]): C[] =>
  choices
    .map((choice) => ({
      choice,
      points: Math.max(score(query, choice.title), score(query, `${choice.group} ${choice.title}`) - 1),
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => (query.trim() === '' ? 0 : b.points - a.points))
    .map(({ choice }) => choice);
