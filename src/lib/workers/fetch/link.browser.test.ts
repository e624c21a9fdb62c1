import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { Download } from '$lib/domain/ports.ts';
import { createFetcher, type Fetcher } from './client.ts';

const host = inject('modelHost');
const unstopped = new AbortController().signal;
const megabyte = 1_000_000;

let fetcher: Fetcher;
let seen: Download[];
const get = (url: string, maxBytes = megabyte, signal = unstopped) =>
  fetcher.fetchMedia(url, maxBytes, (progress) => seen.push(progress), signal);

beforeEach(() => {
  fetcher = createFetcher();
  seen = [];
});
afterEach(() => fetcher.dispose());

test('a media file comes with its name, its type by content, and progress', async () => {
  const { blob, fileName, mime } = await get(`${host}/media/Good%20morning.wav`);
  expect({ fileName, mime, size: blob.size }).toEqual({
    fileName: 'Good morning.wav',
    mime: 'audio/wav',
    size: 16_044,
  });
  expect(new TextDecoder().decode(await blob.slice(0, 4).arrayBuffer())).toBe('RIFF');
  expect(seen.at(-1)).toEqual({ receivedBytes: 16_044, totalBytes: 16_044 });
});

test.each([
  ['not an address', 'link/invalid'],
  ['file:///etc/passwd', 'link/invalid'],
  ['http://media.example/a.mp3', 'link/invalid'],
  ['https://name:secret@media.example/a.mp3', 'link/invalid'],
  [`${host}/media/missing.wav`, 'link/refused'],
  [`${host}/media/page.mp3`, 'link/not-media'],
  [`${host}/media/no-cors.wav`, 'link/unreachable'],
])('%s is refused as %s', async (url, code) => {
  await expect(get(url)).rejects.toMatchObject({ code });
});

test('a file longer than allowed stops at the limit, whatever its server said', async () => {
  await expect(get(`${host}/media/endless.wav`, 200_000)).rejects.toMatchObject({
    code: 'link/too-large',
    detail: { maxBytes: 200_000 },
  });
});

test('stopping stops, and is no failure', async () => {
  const stopping = new AbortController();
  const getting = fetcher.fetchMedia(`${host}/media/endless.wav`, 1e9, () => stopping.abort(), stopping.signal);
  await expect(getting).rejects.toMatchObject({ name: 'AbortError' });
});
