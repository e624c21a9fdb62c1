import { cosine, countOf, inverseFrequencies, weighted, type Vector } from './vectors.ts';

const fewestTerms = 3;
/** One sentence of ten, three at least, eight at most. */
const sizeOf = (sentences: number): number => Math.min(8, Math.max(3, Math.round(sentences / 10)), sentences);

/** Words with which a speaker says that this is the point, in spoken English. */
const cues =
  /\b(?:so|therefore|because|that(?:'s| is) why|that means|which means|the (?:point|problem|lesson|secret|result|reason|key|question|answer|trick|conclusion) (?:is|was)|in the end|in short|turns? out|what (?:works|matters|helps)|should|must|need|needs|cannot|biggest|most|after|since|only|not .* but|until then|in conclusion|to sum up|important(?:ly)?|we found|found out|showed?)\b/iu;
/** Talk about the talk. */
const asides =
  /\b(?:thanks?(?: you)?|welcome|hello|hi|good (?:morning|evening|afternoon)|by the way|sorry|excuse|can you hear|my (?:wife|husband|mother|father|grandmother|neighbour|dog|cat|cousin))\b/iu;

/** Weight of cue words (Edmundson 1969). */
export const cueWeight = (sentence: string): number => {
  if (asides.test(sentence)) return 0.4;
  return cues.test(sentence) ? 1.4 : 1;
};

/**
 * How much of what the text keeps coming back to is in a sentence: the weights of its terms that are said in more than one
 * sentence, once each (the key method of Edmundson 1969).
 */
const keyWeights = (terms: readonly (readonly string[])[]): number[] => {
  const spread = countOf(terms.flatMap((sentence) => [...new Set(sentence)]));
  const most = Math.max(...spread.values(), 1);
  return terms.map((sentence) =>
    [...new Set(sentence)].reduce((sum, term) => {
      const count = spread.get(term)!;
      return sum + (count > 1 ? 0.5 + count / most : 0.15);
    }, 0),
  );
};

/** Picks by weight, less for what is already said (maximal marginal relevance, Carbonell and Goldstein 1998). */
const pick = (weights: readonly number[], vectors: readonly Vector[], size: number): number[] => {
  const best = Math.max(...weights);
  const chosen: number[] = [];
  while (chosen.length < size) {
    let [at, most] = [-1, -Infinity];
    weights.forEach((weight, index) => {
      if (weight <= 0 || chosen.includes(index)) return;
      const known = Math.max(0, ...chosen.map((other) => cosine(vectors[index]!, vectors[other]!)));
      const score = weight / best - 0.4 * known;
      if (score > most) [at, most] = [index, score];
    });
    if (at < 0) break;
    chosen.push(at);
  }
  return chosen.sort((a, b) => a - b);
};

/**
 * Indexes of the sentences that stand for the whole, in order: terms the text keeps coming back to, times `weigh` (cue words,
 * questions), without saying one thing twice. Centrality (LexRank) was tried on the labelled set and did worse than taking
 * the longest sentences.
 */
export const summaryOf = (terms: readonly (readonly string[])[], weigh: (index: number) => number): number[] => {
  const frequencies = inverseFrequencies(terms);
  const vectors = terms.map((sentence) => weighted(sentence, frequencies));
  const weights = keyWeights(terms).map((weight, index) =>
    terms[index]!.length < fewestTerms ? 0 : weight * weigh(index),
  );
  return weights.some((weight) => weight > 0) ? pick(weights, vectors, sizeOf(terms.length)) : [];
};
