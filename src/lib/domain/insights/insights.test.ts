import { describe, expect, it } from 'vitest';
import { sampleRecording, sampleTranscript } from '../../../../tests/fakes/samples.ts';
import type { Paragraph, Word } from '../transcript.ts';
import { countRecording, countTerms } from './counted.ts';
import { periodsOf } from './periods.ts';
import { timesByModel, timesByStep } from './processing.ts';
import { saidAs, termsOf } from './terms.ts';
import { talkOf, totalsOf } from './totals.ts';

type Said = [text: string, start: number, end: number, conf?: number | null];

const paragraph = (id: string, speaker: string | null, said: readonly Said[]): Paragraph => ({
  ...{ id, speaker, language: null },
  words: said.map(([text, start, end, conf = 0.95], index): Word => ({
    ...{ id: `${id}${index}`, text, start, end, conf, confTime: null, origin: 'machine' },
  })),
});

const transcript = sampleTranscript({
  speakers: [{ id: 's1', name: 'Anna' }],
  paragraphs: [
    paragraph('p', 's1', [
      ['The', 1, 1.5],
      ['bees,', 1.5, 2, 0.7],
      ['Bees', 3, 3.5, 0.4],
    ]),
    paragraph('q', null, [
      ['and', 6, 6.5, null],
      ['“hives”', 6.5, 7],
    ]),
  ],
});

const counted = (id: string, createdAt: string, durationSeconds: number | null = 10) =>
  countRecording(sampleRecording({ id, title: id, createdAt, durationSeconds }), { ...transcript, recordingId: id });

describe('what is counted of a recording', () => {
  it('leads to the moments it was counted from', () => {
    const { moments, turns, rated, doubtful, names } = counted('a', '2026-03-02T10:00:00.000Z');
    expect({ rated, doubtful, names }).toEqual({ rated: 4, doubtful: 2, names: { s1: 'Anna' } });
    // Two doubtful words: 0.4 is the least sure. The longest silence is the one from 3.5 s to 6 s.
    expect(moments).toEqual({ firstWord: 1, leastSure: 3, longestPause: 3.5 });
    expect(turns).toEqual(
      new Map([
        ['s1', 1],
        [null, 6],
      ]),
    );
  });

  it('adds up over the library, pace only where the length is known', () => {
    const all = [counted('a', '2026-03-02T10:00:00.000Z', 60), counted('b', '2026-03-03T10:00:00.000Z', null)];
    const recordings = [...all.map(({ recording }) => recording), sampleRecording({ id: 'c', durationSeconds: 30 })];
    expect(totalsOf(recordings, all)).toEqual({
      ...{ recordings: 3, transcribed: 2, seconds: 90, words: 10, pausedSeconds: 7, speakers: 1 },
      ...{ doubtfulShare: 0.5, wordsPerMinute: 5 },
    });
    expect(talkOf(all.slice(0, 1)).map(({ name, seconds, startSeconds }) => [name, seconds, startSeconds])).toEqual([
      ['Anna', 1.5, 1],
      [null, 1, 6],
    ]);
  });

  it('counts a word whatever its case and the marks around it, of those some recording is about', () => {
    const counts = new Map<string, number>();
    countTerms(counts, transcript);
    countTerms(counts, transcript);
    const reading = (terms: string[]) => ({
      ...{ recording: sampleRecording(), mood: null, terms, questions: 0, actions: 0, topic: null },
    });
    expect(termsOf([reading(['bees', 'hives']), reading(['bees'])], counts, 10)).toEqual([
      { text: 'bees', count: 4, recordings: 2 },
      { text: 'hives', count: 2, recordings: 1 },
    ]);
  });
});

describe('saidAs', () => {
  it('shows a stem as the form of it that is said most', () => {
    const counts = new Map([
      ['hives', 9],
      ['hive', 4],
      ['colony', 3],
      ['colonial', 5],
      ['mite', 1],
    ]);
    expect(['hive', 'coloni', 'varroa'].map((stem) => saidAs(stem, counts))).toEqual(['hives', 'colony', 'varroa']);
  });
});

describe('periodsOf', () => {
  const names = (...dates: string[]) =>
    periodsOf(dates.map((date) => counted(date, `${date}T23:59:59.000Z`))).map(({ from, until, words }) => [
      ...[from, until, words],
    ]);

  it('are days over a month, months over two years, years over more, with the empty ones', () => {
    expect(names('2026-02-27', '2026-03-01', '2026-02-27')).toEqual([
      ['2026-02-27', '2026-02-28', 10],
      ['2026-02-28', '2026-03-01', 0],
      ['2026-03-01', '2026-03-02', 5],
    ]);
    expect(names('2025-12-31', '2026-02-01')).toEqual([
      ['2025-12', '2026-01', 5],
      ['2026-01', '2026-02', 0],
      ['2026-02', '2026-03', 5],
    ]);
    expect(names('2019-05-01', '2021-05-01').map(([from]) => from)).toEqual(['2019', '2020', '2021']);
    expect(names('1970-01-01', '2026-05-01')).toHaveLength(57);
    expect(names()).toEqual([]);
  });
});

describe('time of processing', () => {
  const step = (name: string, modelId: string | null, seconds: number, audioSeconds: number | null) => ({
    ...{ recordingId: `${name} ${seconds}`, step: name, modelId, elapsedMs: seconds * 1000, audioSeconds },
    startedAtMs: 0,
  });
  const steps = [step('listen', 'small', 5, 10), step('listen', 'large', 20, 10), step('write', null, 1, null)];

  it('is told by step and by model', () => {
    expect(timesByStep(steps)).toEqual([
      { key: 'listen', runs: 2, seconds: 25, audioSeconds: 20, realTimeFactor: 1.25, slowest: 'listen 20' },
      { key: 'write', runs: 1, seconds: 1, audioSeconds: 0, realTimeFactor: null, slowest: 'write 1' },
    ]);
    expect(timesByModel(steps).map(({ key, realTimeFactor }) => [key, realTimeFactor])).toEqual([
      ['large', 2],
      ['small', 0.5],
    ]);
  });
});
