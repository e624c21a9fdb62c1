import { describe, expect, it } from 'vitest';
import type { Recording } from '$lib/domain/recording.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { Insights } from './insights.svelte.ts';

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

const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const open = async (recordings: Recording[], stored: Transcript[]) => {
  const insights = new Insights({
    library: { watchAll: () => ({ subscribe: (tell) => (tell(recordings), { unsubscribe: () => {} }) }) },
    transcripts: { find: async (id) => stored.find(({ recordingId }) => recordingId === id) },
  });
  await settle();
  return insights;
};

describe('Insights', () => {
  it('are empty while nothing is transcribed', async () => {
    expect((await open([recording('a', 60)], [])).stage.kind).toBe('empty');
  });

  it('count over the library, and pace only where the length is known', async () => {
    const recordings = [recording('a', 60), recording('b', null), recording('c', 30)];
    const insights = await open(recordings, [transcript('a', 20, 's1'), transcript('b', 5, null)]);
    expect(insights.stage.kind).toBe('counted');
    expect(insights.totals).toMatchObject({
      recordings: 3,
      transcribed: 2,
      seconds: 90,
      words: 25,
      wordsPerMinute: 20,
    });
    expect(insights.totals.pausedSeconds).toBe(23);
    expect(insights.talk.map(({ name, seconds }) => [name, seconds])).toEqual([
      ['Anna', 20],
      [null, 5],
    ]);
  });

  it('say that the library could not be read', async () => {
    const insights = new Insights({
      library: { watchAll: () => ({ subscribe: (tell) => (tell([recording('a', 1)]), { unsubscribe: () => {} }) }) },
      transcripts: { find: () => Promise.reject(new Error('closed')) },
    });
    await settle();
    expect(insights.stage.kind).toBe('failed');
  });
});
