import { ALL_FORMATS, BlobSource, Input } from 'mediabunny';
import wasmURL from '@ffmpeg/core/wasm?url';
import { afterAll, expect, test } from 'vitest';
import type { DecodeProgress } from '$lib/domain/ports.ts';
import type { MediaInfo } from '$lib/domain/media.ts';
import { createMediaEngine } from './client.ts';
import { fixture, index, samplesOf } from './fixtures.browser.ts';
import { wavHeader } from './wav-file.ts';

const engine = createMediaEngine();
afterAll(() => engine.dispose());

const never = new AbortController().signal;
const wavOf = (seconds: number): Blob => {
  const samples = new Int16Array(seconds * 16_000).map((_, at) => at % 1000);
  return new Blob([wavHeader(samples.length, 16_000), samples]);
};

const request = (file: Blob, info: MediaInfo, folder: string) => ({
  ...{ recordingId: 'test', file, fileName: 'x', info, track: 0, folder },
});

test('a long file becomes sealed segments one after another', async () => {
  const file = wavOf(150);
  const info = await engine.probe(file, 'x.wav', never);
  const seen: number[] = [];
  const { pcm } = await engine.decode(request(file, info, 'test/long'), ({ sealed }) => seen.push(sealed), never);
  expect(pcm).toMatchObject({ totalSamples: 150 * 16_000, sealed: 3, samplesPerSegment: 960_000, decoder: 'wav' });
  expect([...new Set(seen)]).toEqual(expect.arrayContaining([1, 2, 3]));
  const samples = await samplesOf(pcm);
  expect(samples.every((value, at) => value === at % 1000)).toBe(true);
});

test('what comes beyond the stated length is not lost', async () => {
  const flac = await fixture('speech.flac');
  const info = { ...(await engine.probe(flac, 'x.flac', never)), durationSeconds: 0.5 };
  const { pcm } = await engine.decode(request(flac, info, 'test/lies'), () => {}, never);
  expect(pcm.totalSamples / 16_000).toBeCloseTo(
    index.good.find(({ file }) => file === 'speech.flac')!.durationSeconds,
    1,
  );
});

test('the decoded sound reads as a WAV file and can be removed', async () => {
  const file = wavOf(61);
  const info = await engine.probe(file, 'x.wav', never);
  const { pcm } = await engine.decode(request(file, info, 'test/wav'), () => {}, never);
  const wav = await engine.toWav(pcm);
  const [made, wanted] = await Promise.all([wav, file].map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  expect(made!.length).toBe(wanted!.length);
  expect(made!.every((byte, at) => byte === wanted![at])).toBe(true);
  await engine.removePcm(pcm.folder);
  expect(await engine.hasPcm(pcm)).toBe(false);
  await expect(engine.toWav(pcm)).rejects.toMatchObject({ code: 'media/missing' });
});

test('stopping ends the work within 300 ms, whichever decoder runs, and the engine goes on', async () => {
  await (await caches.open('test')).add(wasmURL);
  for (const file of [wavOf(3600), await longAdpcm()]) {
    const info = await engine.probe(file, 'x', never);
    const stop = new AbortController();
    let abortedAt = 0;
    const onProgress = ({ doneSeconds }: DecodeProgress) => {
      if (doneSeconds === 0) return;
      abortedAt ||= performance.now();
      stop.abort();
    };
    const decoding = engine.decode(request(file, info, 'test/stop'), onProgress, stop.signal);
    await expect(decoding).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - abortedAt).toBeLessThan(300);
  }
  await caches.delete('test');
  const info = await engine.probe(wavOf(1), 'x', never);
  const { pcm } = await engine.decode(request(wavOf(1), info, 'test/stop'), () => {}, never);
  expect(pcm.totalSamples).toBe(16_000);
});

test('a recording cut off in the middle gets its duration back', async () => {
  const cut = await fixture('take.webm');
  const repaired = await engine.repair(cut, never);
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(repaired) });
  const cutSeconds = index.bad.find(({ file }) => file === 'take.webm')!.durationSeconds!;
  expect(Math.abs((await input.getDurationFromMetadata())! - cutSeconds)).toBeLessThan(0.6);
  input.dispose();
});

test('what cannot be repaired is given back as it is', async () => {
  const text = await fixture('text.mp3');
  expect(await engine.repair(text, never)).toMatchObject({ size: text.size });
});

/** An hour that only the core reads: the blocks of a short ADPCM file over and over. */
const longAdpcm = async (): Promise<Blob> => {
  const adpcm = await fixture('adpcm.wav');
  const bytes = new Uint8Array(await adpcm.arrayBuffer());
  const data = bytes.subarray(findData(bytes) + 8);
  const head = bytes.slice(0, findData(bytes) + 8);
  const copies = 2000;
  new DataView(head.buffer).setUint32(head.length - 4, data.length * copies, true);
  new DataView(head.buffer).setUint32(4, head.length - 8 + data.length * copies, true);
  return new Blob([head, ...new Array<Uint8Array<ArrayBuffer>>(copies).fill(data)]);
};

const findData = (bytes: Uint8Array): number => {
  for (let at = 12; at < bytes.length - 4; at++) {
    if (String.fromCharCode(...bytes.subarray(at, at + 4)) === 'data') return at;
  }
  throw new Error('No data chunk.');
};
