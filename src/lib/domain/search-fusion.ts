import type { SearchAnswer, SearchHit } from './search.ts';

/** Constant of the paper: how much the first places outweigh the next. */
const rankConstant = 60;

const keyOf = ({ recordingId, paragraphId }: SearchHit): string => `${recordingId} ${paragraphId}`;

/**
 * One answer out of several rankers' by reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): a hit scores
 * the sum of 1 / (60 + place) over the answers that hold it. Scores of different rankers need not be comparable. A hit
 * found by several is shown as the first of them gives it.
 */
export const fuseAnswers = (answers: readonly SearchAnswer[], limit: number): SearchAnswer => {
  const [only] = answers;
  if (only && answers.length === 1) return only;
  const fused = new Map<string, SearchHit>();
  for (const { hits } of answers) {
    hits.forEach((hit, place) => {
      const known = fused.get(keyOf(hit));
      const score = (known?.score ?? 0) + 1 / (rankConstant + place + 1);
      fused.set(keyOf(hit), { ...(known ?? hit), score });
    });
  }
  const hits = [...fused.values()].sort((one, two) => two.score - one.score).slice(0, limit);
  return {
    hits,
    total: Math.max(fused.size, ...answers.map(({ total }) => total)),
    recordings: Math.max(
      new Set([...fused.values()].map((hit) => hit.recordingId)).size,
      ...answers.map(({ recordings }) => recordings),
    ),
    corrected: answers.flatMap(({ corrected }) => corrected),
  };
};
