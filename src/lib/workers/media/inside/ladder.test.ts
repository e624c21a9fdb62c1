import { describe, expect, test } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import type { Decoder } from '$lib/domain/artifacts.ts';
import { climb, compressedRungs, type Rung } from './ladder.ts';
import type { PcmSink } from './pcm-sink.ts';

const makeSink = () => {
  const sink = {
    totalSamples: 0,
    source: { decoder: 'wav' as Decoder, reason: '' },
    begin: (source: { decoder: Decoder; reason: string }) => void (sink.source = source),
    get seconds() {
      return sink.totalSamples / 16_000;
    },
  };
  return sink;
};

type Fake = ReturnType<typeof makeSink>;

const rung = (decoder: Decoder, seconds: number, error?: unknown): Rung => ({
  decoder,
  reason: `${decoder}-tried`,
  run: async (sink) => {
    (sink as unknown as Fake).totalSamples += seconds * 16_000;
    if (error !== undefined) throw error;
  },
});

const run = async (rungs: Rung[], seconds: number | null = null, fileSeconds: number | null = null) => {
  const sink = makeSink();
  const ladder = { rungs, fileSeconds, seconds: () => (asked++, Promise.resolve(seconds)) };
  await climb(ladder, sink as unknown as PcmSink, new AbortController().signal);
  return { ...sink.source, seconds: sink.seconds };
};

/** How often anybody wanted to know how long the track is. */
let asked = 0;

const broken = new AppError('media/unreadable');

describe('climbing the ladder', () => {
  test('the first decoder that reaches the end is the last', async () => {
    const result = await run([rung('ffmpeg', 10), rung('webcodecs', 10)], 10);
    expect(result).toEqual({ decoder: 'ffmpeg', reason: 'ffmpeg-tried', seconds: 10 });
  });

  test('one that fails midway is followed by the next, from where it stopped', async () => {
    const result = await run([rung('ffmpeg', 4, broken), rung('webcodecs', 6)], 10);
    expect(result).toEqual({ decoder: 'webcodecs', reason: 'webcodecs-tried', seconds: 10 });
  });

  test('one that ends far too early is followed by the next', async () => {
    expect(await run([rung('webcodecs', 3), rung('ffmpeg', 7)], 10)).toMatchObject({ seconds: 10, decoder: 'ffmpeg' });
  });

  test('how long the track is matters only where the decode is shorter than the file', async () => {
    asked = 0;
    expect(await run([rung('ffmpeg', 10)], 10, 10)).toMatchObject({ seconds: 10, reason: 'ffmpeg-tried' });
    expect(asked).toBe(0);
    expect(await run([rung('ffmpeg', 10)], 10, 60)).toMatchObject({ seconds: 10, reason: 'ffmpeg-tried' });
    expect(asked).toBe(1);
    expect(await run([rung('ffmpeg', 10)], 50, 60)).toMatchObject({ seconds: 10, reason: 'cut-off' });
  });

  test('a ladder without rungs is said to be one', async () => {
    await expect(run([])).rejects.toMatchObject({ code: 'media/unsupported' });
  });

  test('one that hears nothing is followed by the next', async () => {
    expect(await run([rung('webcodecs', 0), rung('ffmpeg', 5)])).toMatchObject({ seconds: 5, decoder: 'ffmpeg' });
  });

  test('where nobody reaches the end, what there is is kept and said to be cut off', async () => {
    const result = await run([rung('ffmpeg', 4, broken), rung('webcodecs', 0)], 10);
    expect(result).toEqual({ decoder: 'ffmpeg', reason: 'cut-off', seconds: 4 });
  });

  test('where nothing came, the first failure is told', async () => {
    const first = new AppError('media/unsupported');
    await expect(run([rung('ffmpeg', 0, first), rung('webcodecs', 0, broken)])).rejects.toBe(first);
    await expect(run([rung('wav', 0)])).rejects.toMatchObject({ code: 'media/unreadable' });
  });

  test.each([
    ['a stop', new DOMException('Stopped.', 'AbortError')],
    ['a full disk', new DOMException('Full.', 'QuotaExceededError')],
    ['a locked file', new AppError('storage/locked')],
  ])('%s ends it at once', async (_name, error) => {
    await expect(run([rung('ffmpeg', 1, error), rung('webcodecs', 9)])).rejects.toBe(error);
  });
});

describe('a decode that was interrupted', () => {
  const source = { info: { hasVideo: false }, file: new Blob() } as unknown as Parameters<typeof compressedRungs>[0];
  const first = async (begunWith: Decoder, isDecodable = true) => {
    const rungs = compressedRungs({ ...source, begunWith }, async () => ({ isDecodable, seconds: null }));
    return ((await rungs.next()).value as Rung | undefined)?.decoder;
  };

  test('begins again with the decoder it began with, whatever lies ready by now', async () => {
    expect(await first('webcodecs')).toBe('webcodecs');
    expect(await first('ffmpeg')).toBe('ffmpeg');
  });
  test('takes another where that one is no longer there', async () => {
    expect(await first('webcodecs', false)).toBe('ffmpeg');
  });
});
