import { expect, it, vi } from 'vitest';
import type { DecodeRequest, MediaEngine } from '$lib/domain/ports.ts';
import type { StepContext } from '../step.ts';
import { decode } from './decode.ts';

/** A step over an engine that tells of ten seconds and then fails, as a killed one does. */
const setUp = () => {
  let saved: unknown;
  const asked: DecodeRequest[] = [];
  const media = {
    decode: (request: DecodeRequest, tell: Parameters<MediaEngine['decode']>[1]) => {
      asked.push(request);
      tell({ doneSeconds: 0, totalSeconds: 60, sealed: 0, decoder: 'webcodecs', reason: 'core-not-cached' });
      tell({ doneSeconds: 10, totalSeconds: 60, sealed: 0, decoder: 'webcodecs', reason: 'core-not-cached' });
      return Promise.reject(new Error('killed'));
    },
  };
  const step = decode({ files: { get: async () => new Blob() }, media, renderer: {} } as never);
  const context = {
    ...{ recordingId: 'r', fingerprint: 'f', signal: new AbortController().signal, report: vi.fn(), publish: vi.fn() },
    checkpoint: { load: async () => saved, save: async (state: unknown) => void (saved = state) },
  } as unknown as StepContext;
  const inputs = { origin: { fileName: 'a.flac' }, media: {} } as never;
  const run = () => step.run(inputs, context, { recordingId: 'r' } as never).catch(() => {});
  return { run, asked };
};

it('begins again with the decoder an interrupted run began with', async () => {
  const { run, asked } = setUp();
  await run();
  await run();
  expect(asked.map(({ begunWith }) => begunWith)).toEqual([undefined, 'webcodecs']);
});
