import { describe, expect, it } from 'vitest';
import { sampleTranscript } from '../../../../tests/fakes/samples.ts';
import type { Paragraph } from '../transcript.ts';
import { deliveryOf } from './delivery.ts';

/** Words of half a second, one behind the other. */
const said = (id: string, speaker: string, start: number, words: number): Paragraph => ({
  ...{ id, speaker, language: 'en' },
  words: Array.from({ length: words }, (_, index) => ({
    ...{ id: `${id}${index}`, text: 'word', conf: 1, confTime: null, origin: 'machine' as const },
    start: start + index / 2,
    end: start + index / 2 + 0.5,
  })),
});
const of = (...paragraphs: Paragraph[]) => deliveryOf(sampleTranscript({ paragraphs }), new Map([['a', 2]]));

describe('deliveryOf', () => {
  it('shares out talk time, turns and pace', () => {
    const { speakers } = of(said('p', 'a', 0, 60), said('q', 'a', 30, 60), said('r', 'b', 70, 40));
    expect(speakers).toMatchObject([
      { speaker: 'a', seconds: 60, turns: 1, words: 120, wordsPerMinute: 120, longestTurnSeconds: 60, questions: 2 },
      { speaker: 'b', seconds: 20, turns: 1, share: 0.25, questions: 0 },
    ]);
  });

  it('takes a turn that begins over another for an interruption, a short sign of listening for none', () => {
    const { interruptions, speakers } = of(
      said('p', 'a', 0, 10),
      said('q', 'b', 4.6, 10),
      said('r', 'a', 9.3, 2),
      said('s', 'b', 10.4, 5),
      said('t', 'a', 12.85, 5),
    );
    expect(interruptions.map(({ by, of: whom, place }) => [by, whom, place.start])).toEqual([['b', 'a', 4.6]]);
    expect(speakers.find(({ speaker }) => speaker === 'b')).toMatchObject({ interrupts: 1, interrupted: 0 });
    expect(speakers.find(({ speaker }) => speaker === 'a')).toMatchObject({ interrupts: 0, interrupted: 1 });
  });

  it('finds long pauses and where they stand, longest first', () => {
    const { pauses } = of(said('p', 'a', 0, 4), said('q', 'a', 3.5, 4), said('r', 'a', 9, 2), said('s', 'a', 10.9, 2));
    expect(pauses.map(({ seconds, place }) => [seconds, place.start, place.end])).toEqual([
      [3.5, 5.5, 9],
      [1.5, 2, 3.5],
    ]);
  });

  it('counts the pace in windows, the last as long as it is', () => {
    const { pace } = of(said('p', 'a', 0, 60), said('q', 'a', 40, 10));
    expect(pace).toEqual([
      { start: 0, wordsPerMinute: 120 },
      { start: 30, wordsPerMinute: 40 },
    ]);
  });
});
