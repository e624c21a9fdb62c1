import type { Topic, TopicSource } from '$lib/domain/analysis.ts';
import { cosine, inverseFrequencies, weighted, type Vector } from './vectors.ts';

/** Recordings less alike than this are about different things. */
const leastLikeness = 0.055;
const labelTerms = 3;

type Group = { members: readonly number[] };

const meanLikeness = (a: Group, b: Group, likeness: readonly (readonly number[])[]): number => {
  const pairs = a.members.flatMap((one) => b.members.map((other) => likeness[one]![other]!));
  return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
};

/** Joins the two closest groups until none are close enough: average linkage (Sokal and Michener 1958). */
const joinGroups = (count: number, likeness: readonly (readonly number[])[]): Group[] => {
  let groups: Group[] = Array.from({ length: count }, (_, index) => ({ members: [index] }));
  for (;;) {
    let best: { a: Group; b: Group; like: number } | null = null;
    for (const [index, a] of groups.entries()) {
      for (const b of groups.slice(index + 1)) {
        const like = meanLikeness(a, b, likeness);
        if (like >= leastLikeness && like > (best?.like ?? 0)) best = { a, b, like };
      }
    }
    if (!best) return groups;
    const { a, b } = best;
    groups = [...groups.filter((group) => group !== a && group !== b), { members: [...a.members, ...b.members] }];
  }
};

/** Terms that weigh in more than one member, the heaviest first. */
const sharedTerms = (members: readonly Vector[]): string[] => {
  const sums = new Map<string, { weight: number; count: number }>();
  for (const vector of members) {
    for (const [term, weight] of vector) {
      const known = sums.get(term) ?? { weight: 0, count: 0 };
      sums.set(term, { weight: known.weight + weight, count: known.count + 1 });
    }
  }
  return [...sums]
    .filter(([, { count }]) => count > 1)
    .sort(([, a], [, b]) => b.weight * b.count - a.weight * a.count)
    .slice(0, labelTerms)
    .map(([term]) => term);
};

/**
 * What recordings have in common: vectors of their words, weighted by how few recordings say them, joined while alike. At
 * least two recordings make a topic; its label is what they share.
 */
export const topicsOf = (sources: readonly TopicSource[]): Topic[] => {
  const documents = sources.map(({ words, keyPhrases }) => [
    ...words,
    ...keyPhrases.slice(0, 8).flatMap(({ text }) => text.toLowerCase().split(' ')),
  ]);
  const weights = inverseFrequencies(documents);
  const vectors = documents.map((terms) => weighted(terms, weights));
  const likeness = vectors.map((a) => vectors.map((b) => cosine(a, b)));
  return joinGroups(sources.length, likeness)
    .filter(({ members }) => members.length > 1)
    .map(({ members }) => {
      const terms = sharedTerms(members.map((member) => vectors[member]!));
      return { label: terms.join(', '), terms, recordings: members.map((member) => sources[member]!.recordingId) };
    })
    .sort((a, b) => b.recordings.length - a.recordings.length);
};
