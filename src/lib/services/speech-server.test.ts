import { expect, it, vi } from 'vitest';
import type { Pcm } from '$lib/domain/artifacts.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { ServerRequest, SpeechEngine, SpeechServer } from '$lib/domain/ports.ts';
import { createServerEngine, routeEngines } from './speech-server.ts';

const pcm = {} as Pcm;
const { signal } = new AbortController();
const options = { language: 'de', task: 'transcribe' } as const;

const setUp = (answer: unknown) => {
  const asked: ServerRequest[] = [];
  const server: SpeechServer = {
    transcribe: vi.fn(async (request: ServerRequest) => {
      asked.push(request);
      return answer;
    }),
  };
  const engine = createServerEngine({
    server,
    choice: () => ({ address: 'https://box.example', model: 'large' }),
    key: async () => 'secret',
    wavOf: async (_pcm, { pieces }) => new Blob([`${pieces.length}`]),
  });
  return { engine, asked };
};

it('sends each window by itself and times its words in the window', async () => {
  const { engine, asked } = setUp({ text: 'eins zwei' });
  const windows = [
    { index: 4, pieces: [{ start: 10, end: 14 }] },
    {
      index: 5,
      pieces: [
        { start: 20, end: 21 },
        { start: 30, end: 31 },
      ],
    },
  ];
  const results = await engine.transcribe(pcm, windows, { ...options, prompt: 'Namen' }, () => {}, signal);
  expect(results.map(({ index }) => index)).toEqual([4, 5]);
  expect(results[1]!.segments[0]!.end).toBe(2);
  expect(asked).toHaveLength(2);
  expect(asked[0]).toMatchObject({ address: 'https://box.example', model: 'large', key: 'secret', language: 'de' });
  expect(asked[0]!.prompt).toBe('Namen');
});

it('names an answer it does not know', async () => {
  const { engine } = setUp({ words: 7 });
  const window = { index: 0, pieces: [{ start: 0, end: 1 }] };
  await expect(engine.transcribe(pcm, [window], options, () => {}, signal)).rejects.toMatchObject({
    code: 'server/failed',
  });
});

it('goes to the server only for the model that stands for it', async () => {
  const engineOf = (device: 'wasm' | 'server') => ({
    load: vi.fn<SpeechEngine['load']>(async () => ({ device, threads: 1, maxWindowSeconds: 9, windowsAtOnce: 1 })),
    transcribe: vi.fn<SpeechEngine['transcribe']>(async () => []),
  });
  const [own, server] = [engineOf('wasm'), engineOf('server')];
  const routed = routeEngines(own, server, (id) => id === 'own-server');
  expect((await routed.load({ id: 'tiny' } as ModelRef, () => {}, signal)).device).toBe('wasm');
  await routed.transcribe(pcm, [], options, () => {}, signal);
  expect((await routed.load({ id: 'own-server' } as ModelRef, () => {}, signal)).device).toBe('server');
  await routed.transcribe(pcm, [], options, () => {}, signal);
  expect([own.transcribe.mock.calls.length, server.transcribe.mock.calls.length]).toEqual([1, 1]);
});
