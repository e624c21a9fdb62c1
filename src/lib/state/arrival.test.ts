import { describe, expect, it } from 'vitest';
import { encodeEvidence } from '$lib/domain/evidence.ts';
import { momentAddress, parseArrival } from './arrival.ts';

describe('where an address leads', () => {
  it('is a moment, a paragraph, or a quotation', () => {
    expect(parseArrival('#at=12.5&paragraph=p1&play=1')).toEqual({
      ...{ paragraph: 'p1', atSeconds: 12.5, plays: true, evidence: null },
    });
    const quoted = { sha256: 'c'.repeat(64), revision: 3, words: ['w'], quote: 'ä', start: 1, end: 2 };
    expect(parseArrival(`#e=${encodeEvidence(quoted)}`)?.evidence).toEqual(quoted);
    expect(parseArrival(momentAddress('r', 3).split('#')[1]!)).toMatchObject({ atSeconds: 3, plays: true });
  });

  it('is nowhere for anything else', () => {
    for (const nothing of ['', '#', '#at=x', '#at=-1', '#e=zzz', '#speakers']) expect(parseArrival(nothing)).toBeNull();
  });
});
