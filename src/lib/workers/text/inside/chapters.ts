import { cosine, countOf, inverseFrequencies } from './vectors.ts';

/** Sentences compared on either side of a gap. */
const blockSentences = 8;
/** A chapter holds at least this many sentences. */
const fewestSentences = 7;

const blockVector = (
  terms: readonly (readonly string[])[],
  from: number,
  until: number,
  weights: ReadonlyMap<string, number>,
) => {
  const counts = countOf(terms.slice(Math.max(0, from), until).flat());
  return new Map([...counts].map(([term, count]) => [term, count * (weights.get(term) ?? 1)]));
};

/** How alike the text is on both sides of each gap between sentences; gap i lies before sentence i. */
const likeness = (terms: readonly (readonly string[])[]): number[] => {
  const weights = inverseFrequencies(terms);
  return terms.map((_, gap) =>
    gap === 0
      ? 1
      : cosine(
          blockVector(terms, gap - blockSentences, gap, weights),
          blockVector(terms, gap, gap + blockSentences, weights),
        ),
  );
};

const smoothed = (values: readonly number[]): number[] =>
  values.map((value, index) => {
    const [before, after] = [values[index - 1] ?? value, values[index + 1] ?? value];
    return (before + 2 * value + after) / 4;
  });

/** How far the likeness rises from a gap to the nearest peak on both sides. */
const depths = (values: readonly number[]): number[] =>
  values.map((value, gap) => {
    let left = value;
    for (let at = gap - 1; at > 0 && values[at]! >= left; at -= 1) left = values[at]!;
    let right = value;
    for (let at = gap + 1; at < values.length && values[at]! >= right; at += 1) right = values[at]!;
    return left - value + (right - value);
  });

/**
 * Indexes of the sentences that begin a chapter, 0 first: TextTiling (Hearst 1997) over sentences, terms weighted by how
 * rare they are in the text. A boundary is a gap that lies deeper than mean + half a standard deviation.
 */
export const boundariesOf = (terms: readonly (readonly string[])[]): number[] => {
  if (terms.length < fewestSentences * 2) return terms.length > 0 ? [0] : [];
  const found = depths(smoothed(likeness(terms)));
  const inner = found.slice(1);
  const mean = inner.reduce((sum, depth) => sum + depth, 0) / inner.length;
  const deviation = Math.sqrt(inner.reduce((sum, depth) => sum + (depth - mean) ** 2, 0) / inner.length);
  const least = Math.max(0.1, mean + deviation * 0.5);
  const order = found.map((depth, gap) => ({ depth, gap })).sort((a, b) => b.depth - a.depth);
  const chosen = [0, terms.length];
  for (const { depth, gap } of order) {
    if (depth < least) break;
    if (chosen.every((other) => Math.abs(other - gap) >= fewestSentences)) chosen.push(gap);
  }
  return chosen.filter((gap) => gap < terms.length).sort((a, b) => a - b);
};
