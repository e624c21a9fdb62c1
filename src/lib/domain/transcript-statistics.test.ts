import { describe, expect, it } from 'vitest';
import { statisticsOf } from './transcript-statistics.ts';
import type { Paragraph } from './transcript.ts';

const paragraph = (speaker: string | null, ...times: ([number, number] | null)[]): Paragraph => ({
  id: `${speaker}${times.join()}`,
  speaker,
  language: null,
  words: times.map((time, index) => ({
    id: `${speaker}${times.join()}.${index}`,
    text: 'word',
    start: time?.[0] ?? null,
    end: time?.[1] ?? null,
    conf: null,
    confTime: null,
    origin: 'machine',
  })),
});

describe('statisticsOf', () => {
  it('counts nothing in nothing', () => {
    const counted = statisticsOf({ paragraphs: [] }, null);
    expect(counted).toMatchObject({ words: 0, spokenSeconds: 0, pausedSeconds: 0, pauses: 0, wordsPerMinute: null });
  });

  it('counts words, pauses and pace', () => {
    const paragraphs = [paragraph('a', [0, 1], [1.2, 2], [4, 5]), paragraph('b', null, [7, 8])];
    const counted = statisticsOf({ paragraphs }, 30);
    expect(counted.words).toBe(5);
    expect(counted.wordsPerMinute).toBe(10);
    expect(counted.pauses).toBe(2);
    expect(counted.pausedSeconds).toBe(4);
    expect(counted.spokenSeconds).toBe(8);
  });

  it('gives each speaker the time of their words with the short gaps, not the pauses', () => {
    const paragraphs = [paragraph('a', [0, 1], [1.2, 2], [4, 5]), paragraph(null, [6, 7]), paragraph('a', [9, 10])];
    const { talk } = statisticsOf({ paragraphs }, null);
    expect(talk.get('a')).toBeCloseTo(4, 6);
    expect(talk.get(null)).toBe(1);
  });
});
