import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import type { Analysis, TopicSource } from '$lib/domain/analysis.ts';
import { Analyses } from './analyses.ts';

const analysis = { keyPhrases: [], vocabulary: { content: ['bee'] } } as unknown as Analysis;

const make = (broken: readonly string[] = []) => {
  const asked: (readonly TopicSource[])[] = [];
  const analyses = new Analyses({
    manager: {
      make: async (_name: string, order: { recordingId: string }, signal: AbortSignal) => {
        signal.throwIfAborted();
        if (broken.includes(order.recordingId)) throw new AppError('worker/crashed');
        return analysis as never;
      },
    },
    artifacts: { watchLatest: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }) },
    text: { topics: async (sources) => (asked.push(sources), []) },
  });
  return { analyses, asked };
};

describe('Analyses', () => {
  it('leaves out what cannot be analysed, and lets a stop through', async () => {
    const { analyses } = make(['c']);
    const { signal } = new AbortController();
    expect(await analyses.tryMake('a', signal)).toBe(analysis);
    expect(await analyses.tryMake('c', signal)).toBeUndefined();
    await expect(analyses.tryMake('a', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('asks the engine what recordings have in common', async () => {
    const { analyses, asked } = make();
    const sources = [{ recordingId: 'a', title: 'A', keyPhrases: [], words: ['bee'] }];
    await analyses.topicsOf(sources, new AbortController().signal);
    expect(asked).toEqual([sources]);
  });
});
