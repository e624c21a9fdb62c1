import { describe, expect, it } from 'vitest';
import type { SearchHit } from '$lib/domain/search.ts';
import { sampleRecording } from '../../../tests/fakes/samples.ts';
import { parseArrival } from './arrival.ts';
import { groupHits, hitAddress } from './search-hits.ts';

const hit = (recordingId: string, paragraphId: string): SearchHit => ({
  ...{ recordingId, paragraphId, speaker: '', firstWord: 0, words: [], score: 1 },
  match: { word: 3, startSeconds: 12.5 },
});

describe('hits', () => {
  it('stand under their recording, the best recording first, and those of a recording that is gone nowhere', () => {
    const hits = [hit('b', '1'), hit('a', '2'), hit('b', '3'), hit('gone', '4')];
    const groups = groupHits(hits, [sampleRecording({ id: 'a' }), sampleRecording({ id: 'b' })]);
    expect(groups.map(({ recording, hits: found }) => [recording.id, found.map((each) => each.paragraphId)])).toEqual([
      ['b', ['1', '3']],
      ['a', ['2']],
    ]);
  });

  it('open at their word, playing', () => {
    const [path, fragment] = hitAddress(hit('a', 'p 1')).split('#') as [string, string];
    expect(path).toBe('/recordings/a');
    expect(parseArrival(fragment)).toEqual({ paragraph: 'p 1', atSeconds: 12.5, plays: true, evidence: null });
  });
});
