import { describe, expect, it } from 'vitest';
import type { Analysis } from '$lib/domain/analysis.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { Insights, type InsightsPorts } from './insights.svelte.ts';

const recording = (id: string, durationSeconds: number | null): Recording => ({
  ...{ id, title: `Title ${id}`, source: 'file', fileName: `${id}.wav`, mime: 'audio/wav', sizeBytes: 1, sha256: id },
  ...{ durationSeconds, hasVideo: false, createdAt: '2026-11-22T00:00:00Z', updatedAt: '', deletedAt: null },
});

/** Words of one second, one every two seconds. */
const transcript = (recordingId: string, words: number, speaker: string | null): Transcript => ({
  ...{ recordingId, revision: 1, machine: null, language: 'en', speakers: [{ id: 's1', name: 'Anna' }] },
  paragraphs: [
    {
      id: 'p',
      speaker,
      language: null,
      words: Array.from({ length: words }, (_, index) => ({
        ...{ id: `w${index}`, text: 'word', start: index * 2, end: index * 2 + 1, conf: 1, confTime: null },
        origin: 'machine' as const,
      })),
    },
  ],
});

const analysis = {
  ...{ keyPhrases: null, sentences: [], vocabulary: { frequent: [{ text: 'word', count: 9 }], content: [] } },
} as unknown as Analysis;

const settle = async () => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

const open = async (recordings: Recording[], stored: Transcript[], ports: Partial<InsightsPorts> = {}) => {
  const insights = new Insights({
    library: { watchAll: () => ({ subscribe: (tell) => (tell(recordings), { unsubscribe: () => {} }) }) },
    transcripts: { find: async (id) => stored.find(({ recordingId }) => recordingId === id) },
    analyses: { tryMake: async () => analysis, topicsOf: async () => [] },
    spans: { subscribe: () => ({ unsubscribe: () => {} }) },
    ...ports,
  });
  await settle();
  return insights;
};

describe('Insights', () => {
  it('are empty while nothing is transcribed', async () => {
    expect((await open([recording('a', 60)], [])).stage.kind).toBe('empty');
  });

  it('count over the library, then read it', async () => {
    const recordings = [recording('a', 60), recording('b', null), recording('c', 30)];
    const insights = await open(recordings, [transcript('a', 20, 's1'), transcript('b', 5, null)]);
    expect(insights.stage.kind).toBe('counted');
    expect(insights.totals).toMatchObject({ recordings: 3, transcribed: 2, words: 25, wordsPerMinute: 20 });
    expect(insights.talk.map(({ name, seconds }) => [name, seconds])).toEqual([
      ['Anna', 20],
      [null, 5],
    ]);
    expect(insights.unread).toBe(0);
    expect(insights.terms).toEqual([{ text: 'word', count: 25, recordings: 2 }]);
  });

  it('count what is redacted as exports show it: no word, title or name gives it away', async () => {
    const given = transcript('a', 3, 's1');
    const words = given.paragraphs[0]!.words.map((word, index) => (index < 2 ? { ...word, text: 'Anna' } : word));
    const redactions = [{ id: 'r', kind: 'name' as const, words: words.slice(0, 2).map(({ id }) => id) }];
    const secret = { ...given, redactions, paragraphs: [{ ...given.paragraphs[0]!, words }] };
    const insights = await open([{ ...recording('a', 60), title: 'Call with Anna' }], [secret], {
      analyses: {
        tryMake: async () => ({ ...analysis, vocabulary: { frequent: [{ text: 'anna' }], content: [] } }) as never,
        topicsOf: async () => [],
      },
    });
    expect(insights.counted[0]!.recording.title).toBe('████');
    expect(insights.talk[0]!.name).toBe('████');
    expect(insights.terms).toEqual([]);
  });

  it('show what is counted while transcripts are read, and stop reading when they are closed', async () => {
    let stopped = false;
    const tryMake: InsightsPorts['analyses']['tryMake'] = (_, signal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => ((stopped = true), reject(signal.reason as Error))),
      );
    const insights = await open([recording('a', 60)], [transcript('a', 20, null)], {
      analyses: { tryMake, topicsOf: async () => [] },
    });
    expect([insights.stage.kind, insights.unread]).toEqual(['counted', 1]);
    insights.dispose();
    await settle();
    expect(stopped).toBe(true);
    expect(insights.stage.kind).toBe('counted');
  });

  it('say that the library could not be read', async () => {
    const broken = { find: () => Promise.reject(new Error('closed')) };
    const insights = await open([recording('a', 1)], [], { transcripts: broken });
    expect(insights.stage.kind).toBe('failed');
  });
});
