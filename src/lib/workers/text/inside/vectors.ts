/** Sparse vectors of terms, by term. */
export type Vector = ReadonlyMap<string, number>;

export const countOf = (terms: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

/** Cosine of the angle between two vectors, 0…1 for counts; 0 where one is empty. */
export const cosine = (a: Vector, b: Vector): number => {
  let dot = 0;
  for (const [term, weight] of a) dot += weight * (b.get(term) ?? 0);
  const norm = (vector: Vector) => Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return dot === 0 ? 0 : dot / (norm(a) * norm(b));
};

/** Smoothed inverse document frequency of each term: ln((1 + documents) / (1 + in)) + 1. */
export const inverseFrequencies = (documents: readonly Iterable<string>[]): Map<string, number> => {
  const found = countOf(documents.flatMap((document) => [...new Set(document)]));
  return new Map([...found].map(([term, count]) => [term, Math.log((1 + documents.length) / (1 + count)) + 1]));
};

export const weighted = (terms: Iterable<string>, weights: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...countOf(terms)].map(([term, count]) => [term, (1 + Math.log(count)) * (weights.get(term) ?? 1)]));
