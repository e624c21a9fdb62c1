import { describe, expect, it } from 'vitest';
import { sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { AppError } from '$lib/core/errors.ts';
import type { Analysis, TopicSource } from '$lib/domain/analysis.ts';
import { Analyses } from './analyses.ts';

const analysis = { keyPhrases: [], vocabulary: { content: ['bee'] } } as unknown as Analysis;

const make = (ids: readonly string[], broken: readonly string[] = []) => {
  const asked: TopicSource[][] = [];
  const recordings = ids.map((id) => sampleRecording({ id, title: `Title ${id}` }));
  const analyses = new Analyses({
    manager: {
      make: async (_name: string, order: { recordingId: string }) => {
        if (broken.includes(order.recordingId)) throw new AppError('worker/crashed');
        return analysis as never;
      },
    },
    artifacts: { watchLatest: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }) },
    recordings: { watchAll: () => ({ subscribe: (tell) => (tell(recordings), { unsubscribe: () => {} }) }) },
    transcripts: { find: async (id) => (id === 'untold' ? undefined : sampleTranscript({ recordingId: id })) },
    text: { topics: async (sources) => (asked.push([...sources]), []) },
  });
  return { analyses, asked };
};

describe('Analyses', () => {
  it('compares what is transcribed and can be analysed, and nothing else', async () => {
    const { analyses, asked } = make(['a', 'b', 'untold', 'c'], ['c']);
    await analyses.topics(new AbortController().signal);
    expect(asked.flat().map(({ recordingId }) => recordingId)).toEqual(['a', 'b']);
  });

  it('asks nothing of a library of one, and lets a stop through', async () => {
    const { analyses, asked } = make(['a']);
    expect(await analyses.topics(new AbortController().signal)).toEqual([]);
    expect(asked).toEqual([]);
    await expect(analyses.topics(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
