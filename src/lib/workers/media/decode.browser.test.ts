import wasmURL from '@ffmpeg/core/wasm?url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DecodeProgress } from '$lib/domain/ports.ts';
import type { Pcm } from '$lib/domain/artifacts.ts';
import { createMediaEngine } from './client.ts';
import { fixture, index, likeness, rms, samplesOf, type GoodFixture } from './fixtures.browser.ts';

const engine = createMediaEngine();
afterAll(() => engine.dispose());

const never = new AbortController().signal;

const decode = async (file: string, onProgress: (progress: DecodeProgress) => void = () => {}) => {
  const blob = await fixture(file);
  const info = await engine.probe(blob, file, never);
  const folder = `test/${file}`;
  const request = { recordingId: 'test', file: blob, fileName: file, info, track: 0, folder };
  return { info, ...(await engine.decode(request, onProgress, never)) };
};

/** Two Opus decoders are no more alike than this: libopus and ffmpeg's own, run natively, correlate at 0.984. */
const leastLikeness = (entry: GoodFixture, pcm: Pcm): number =>
  entry.codec === 'opus' && pcm.decoder === 'webcodecs' ? 0.98 : 0.99;

const check = async (entry: GoodFixture): Promise<Pcm> => {
  let last: DecodeProgress | undefined;
  const { info, pcm, peaks } = await decode(entry.file, (progress) => (last = progress));
  expect(info.hasVideo).toBe(entry.hasVideo);
  expect(info.audioTracks[0]).toMatchObject({ sampleRate: entry.sampleRate, channels: entry.channels });
  expect(Math.abs(pcm.totalSamples / 16_000 - entry.durationSeconds), 'length').toBeLessThan(0.05);
  expect(await likeness(pcm, entry.file), 'correlation').toBeGreaterThan(leastLikeness(entry, pcm));
  expect(Math.abs(rms(await samplesOf(pcm)) / entry.rms - 1), 'loudness').toBeLessThan(0.03);
  expect(peaks.totalSamples).toBe(pcm.totalSamples);
  expect(last).toMatchObject({ doneSeconds: pcm.totalSamples / 16_000, sealed: pcm.sealed, decoder: pcm.decoder });
  expect(await engine.hasPcm(pcm)).toBe(true);
  return pcm;
};

const isPlainWav = (entry: GoodFixture): boolean => entry.file.endsWith('.wav') && entry.codec.startsWith('pcm-');

describe('without the core in a cache', () => {
  /** Codecs, and containers, that browsers do not read. */
  const onlyCore =
    /^(speech-(ac3|eac3|dts)\.mkv|adpcm\.wav|alac\.m4a|speech\.(aiff|wma|avi|wv|caf|au|mka)|chained\.opus)$/;

  beforeAll(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });

  test.each(index.good)('$file comes out as native ffmpeg decodes it', async (entry) => {
    const { decoder, reason } = await check(entry);
    if (isPlainWav(entry)) expect([decoder, reason]).toEqual(['wav', 'pcm-wav']);
    else if (onlyCore.test(entry.file)) expect([decoder, reason]).toEqual(['ffmpeg', 'only-core-can']);
    else expect([decoder, reason]).toEqual(['webcodecs', 'core-not-cached']);
  });
});

describe('with the core in a cache', () => {
  beforeAll(async () => (await caches.open('test')).add(wasmURL));
  afterAll(() => caches.delete('test'));

  test.each(index.good.filter((entry) => !isPlainWav(entry)))('$file comes out of the core', async (entry) => {
    const { decoder, reason } = await check(entry);
    expect([decoder, reason]).toEqual(['ffmpeg', 'core-cached']);
  });
});

describe('bad files', () => {
  test.each(index.bad.filter((entry) => entry.code !== null))('$file is refused with $code', async (entry) => {
    await expect(decode(entry.file)).rejects.toMatchObject({ name: 'AppError', code: entry.code });
  });

  // Half a second: a demuxer may leave out the packets of the cluster that was cut.
  test.each(index.bad.filter((entry) => entry.code === null))('$file gives what is there', async (entry) => {
    const { pcm } = await decode(entry.file);
    expect(Math.abs(pcm.totalSamples / 16_000 - entry.durationSeconds!)).toBeLessThan(0.5);
  });
});
