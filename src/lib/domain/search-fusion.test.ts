import { describe, expect, it } from 'vitest';
import { fuseAnswers } from './search-fusion.ts';
import { noAnswer, type SearchAnswer, type SearchHit } from './search.ts';

const hit = (paragraphId: string): SearchHit => ({
  ...{ recordingId: 'r', paragraphId, speaker: '', firstWord: 0, words: [], score: 1 },
  match: { word: 0, startSeconds: null },
});
const answer = (...ids: string[]): SearchAnswer => ({ ...noAnswer, hits: ids.map(hit), total: ids.length });

describe('answers of several rankers', () => {
  it('are fused by the places they give, not by their scores', () => {
    const fused = fuseAnswers([answer('a', 'b', 'c'), answer('c', 'a')], 10);
    // a: 1/61 + 1/62, c: 1/63 + 1/61, b: 1/62
    expect(fused.hits.map(({ paragraphId }) => paragraphId)).toEqual(['a', 'c', 'b']);
    expect(fused.hits[0]!.score).toBeCloseTo(1 / 61 + 1 / 62, 12);
    expect(fused).toMatchObject({ total: 3, recordings: 1 });
  });

  it('are left as they are where one ranks alone', () => {
    const only = answer('b', 'a');
    expect(fuseAnswers([only], 1)).toBe(only);
  });
});
