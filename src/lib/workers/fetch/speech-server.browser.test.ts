import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { recentLogs } from '$lib/core/log.ts';
import type { ServerRequest } from '$lib/domain/ports.ts';
import { createFetcher, type Fetcher } from './client.ts';

const host = inject('modelHost');
const unstopped = new AbortController().signal;
const wav = new Blob([new TextEncoder().encode('RIFF'), new Uint8Array(96)]);

const request = (behaviour: string, change: Partial<ServerRequest> = {}): ServerRequest => ({
  address: `${host}/asr/${behaviour}`,
  model: 'large-v3',
  key: 'sk-loopback-key',
  wav,
  language: 'en',
  task: 'transcribe',
  prompt: '',
  patienceMs: 20,
  ...change,
});

type Asked = {
  path: string;
  authorization: string;
  fields: Record<string, string>;
  fileBytes: number;
  fileHead: string;
};
const asked = async (): Promise<Asked[]> => (await fetch(`${host}/asr/log`)).json();

let fetcher: Fetcher;
beforeEach(async () => {
  fetcher = createFetcher();
  await asked();
});
afterEach(() => fetcher.dispose());

describe('the person’s own server', () => {
  it('gets one window in the protocol it knows', async () => {
    const answer = await fetcher.transcribe(request('honest', { prompt: 'Names' }), unstopped);
    expect(answer).toMatchObject({ text: 'Loopback heard this.', words: [{ word: 'Loopback' }, {}, {}] });
    const [one] = await asked();
    expect(one).toMatchObject({
      path: '/asr/honest/v1/audio/transcriptions',
      authorization: 'Bearer sk-loopback-key',
      fileBytes: 100,
      fileHead: 'RIFF',
      fields: { model: 'large-v3', response_format: 'verbose_json', language: 'en', prompt: 'Names' },
    });
    expect(one!.fields['timestamp_granularities[]']).toBe('word,segment');
  });

  it('is asked at the same place where the address ends in /v1, and for English by its own endpoint', async () => {
    await fetcher.transcribe(request('honest', { address: `${host}/asr/honest/v1/`, key: '' }), unstopped);
    await fetcher.transcribe(request('honest', { task: 'translate' }), unstopped);
    const all = await asked();
    expect(all.map(({ path }) => path)).toEqual([
      '/asr/honest/v1/audio/transcriptions',
      '/asr/honest/v1/audio/translations',
    ]);
    expect(all[0]!.authorization).toBe('');
  });

  it('is asked again while it is busy, and waits as long as it says', async () => {
    await expect(fetcher.transcribe(request('busy'), unstopped)).resolves.toMatchObject({ language: 'english' });
    expect(await asked()).toHaveLength(3);
    const before = performance.now();
    await fetcher.transcribe(request('limited'), unstopped);
    expect(performance.now() - before).toBeGreaterThan(900);
  });

  it('is given up where it stays broken, refuses, or answers nonsense', async () => {
    await expect(fetcher.transcribe(request('broken'), unstopped)).rejects.toMatchObject({
      code: 'server/failed',
      detail: { status: 500 },
    });
    expect(await asked()).toHaveLength(6);
    await expect(fetcher.transcribe(request('locked'), unstopped)).rejects.toMatchObject({
      code: 'server/refused',
      detail: { status: 401 },
    });
    expect(await asked()).toHaveLength(1);
    await expect(fetcher.transcribe(request('garbled'), unstopped)).rejects.toMatchObject({ code: 'server/failed' });
    expect(JSON.stringify(recentLogs.current)).not.toContain('sk-loopback-key');
  });

  it('does not follow the sound to another place, nor to an address a page may not ask', async () => {
    await expect(fetcher.transcribe(request('moved'), unstopped)).rejects.toMatchObject({ code: 'server/unreachable' });
    expect((await asked()).every(({ path }) => path.startsWith('/asr/moved/'))).toBe(true);
    const insecure = request('honest', { address: 'http://192.0.2.1/asr' });
    await expect(fetcher.transcribe(insecure, unstopped)).rejects.toMatchObject({ code: 'server/unreachable' });
    expect(await asked()).toHaveLength(0);
  });

  it('is left alone at once when somebody stops', async () => {
    const controller = new AbortController();
    const call = fetcher.transcribe(request('slow'), controller.signal);
    setTimeout(() => controller.abort(), 200);
    const before = performance.now();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - before).toBeLessThan(1_400);
  });
});
