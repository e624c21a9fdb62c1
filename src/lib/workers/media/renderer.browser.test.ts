import { afterAll, describe, expect, test } from 'vitest';
import type { EnhanceOptions } from '$lib/domain/ports.ts';
import { createMediaEngine } from './client.ts';
import { readLoudness } from './filters.ts';
import { fixture, index } from './fixtures.browser.ts';
import { createAudioRenderer } from './renderer.client.ts';

const renderer = createAudioRenderer();
const engine = createMediaEngine();
afterAll(() => {
  renderer.dispose();
  engine.dispose();
});

const never = new AbortController().signal;
const asIs: EnhanceOptions = { highPass: false, denoise: false, loudnessLufs: null };
const seconds = index.good.find(({ file }) => file === 'speech.mp3')!.durationSeconds;

describe('rendering', () => {
  test.each([
    ['wav', 'pcm-int16'],
    ['flac', 'flac'],
    ['mp3', 'mp3'],
    ['m4a', 'aac'],
    ['opus', 'opus'],
  ] as const)('writes %s', async (format, codec) => {
    const blob = await renderer.enhance(await fixture('speech.mp3'), 'x', { ...asIs, format }, () => {}, never);
    const info = await engine.probe(blob, `x.${format}`, never);
    expect(info.audioTracks).toMatchObject([{ codec }]);
    expect(Math.abs(info.durationSeconds! - seconds)).toBeLessThan(0.1);
  });

  // Without reaching the peak limit the gain is one number, and exact. Beyond it loudnorm works block by block.
  test.each([
    [-24, 0.5],
    [-16, 1.5],
  ])('brings speech to %d LUFS, with word of how far it is', async (loudnessLufs, tolerance) => {
    const told: number[] = [];
    const options = { highPass: true, denoise: true, loudnessLufs, format: 'wav' } as const;
    const note = (fraction: number) => void told.push(fraction);
    const blob = await renderer.enhance(await fixture('speech.mp3'), 'x', options, note, never);
    expect(Math.abs((await loudnessOf(blob)) - loudnessLufs)).toBeLessThan(tolerance);
    expect(told.at(-1)).toBe(1);
    expect(told.every((value, at) => value >= 0 && value <= 1 && (at === 0 || value >= told[at - 1]!))).toBe(true);
  });

  test.each(['beep', 'silence'] as const)('takes stretches out: %s is heard in their place', async (sound) => {
    const mask = { spans: [{ start: 0.5, end: 1 }], sound };
    const options = { ...asIs, format: 'wav', mask } as const;
    const blob = await renderer.enhance(await fixture('speech-16k.wav'), 'x', options, () => {}, never);
    const [before, after] = await Promise.all([samplesOf(await fixture('speech-16k.wav')), samplesOf(blob)]);
    expect(Math.abs(after.length - before.length)).toBeLessThan(1600);
    const within = (samples: Float32Array) => samples.subarray(0.51 * 16_000, 0.99 * 16_000);
    const left = rootMeanSquare(within(after));
    if (sound === 'silence') expect(left).toBe(0);
    else expect(likeness(within(after), toneOf(within(after).length))).toBeGreaterThan(0.98);
    const rest = [before, after].map((samples) => samples.subarray(1.1 * 16_000, 1.6 * 16_000));
    expect(likeness(rest[0], rest[1])).toBeGreaterThan(0.95);
  });

  test('stops when asked', async () => {
    const stop = new AbortController();
    const rendering = renderer.enhance(
      await fixture('speech.mp3'),
      'x',
      { ...asIs, format: 'mp3' },
      () => {},
      stop.signal,
    );
    stop.abort();
    await expect(rendering).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('says that it failed when there is nothing to read', async () => {
    const text = await fixture('text.mp3');
    const rendering = renderer.enhance(text, 'x', { ...asIs, format: 'mp3' }, () => {}, never);
    await expect(rendering).rejects.toMatchObject({ code: 'enhance/failed' });
  });
});

/** Integrated loudness by EBU R 128, measured by ffmpeg itself. */
const loudnessOf = async (file: Blob): Promise<number> => {
  const { FFmpeg, FFFSType } = await import('@ffmpeg/ffmpeg');
  const { coreURL, wasmURL } = await import('./inside/core-address.ts');
  const ffmpeg = new FFmpeg();
  const lines: string[] = [];
  ffmpeg.on('log', ({ message }) => lines.push(message));
  const absolute = (path: string) => new URL(path, location.href).href;
  await ffmpeg.load({ coreURL: absolute(coreURL), wasmURL: absolute(wasmURL) });
  await ffmpeg.createDir('/in');
  await ffmpeg.mount(FFFSType.WORKERFS, { blobs: [{ name: 'f', data: file }] }, '/in');
  await ffmpeg.exec(['-i', '/in/f', '-af', 'loudnorm=print_format=json', '-f', 'null', '-']);
  ffmpeg.terminate();
  return Number(readLoudness(lines.join('\n'))!.input_i);
};

const samplesOf = async (blob: Blob): Promise<Float32Array> => {
  const context = new OfflineAudioContext(1, 1, 16_000);
  return (await context.decodeAudioData(await blob.arrayBuffer())).getChannelData(0);
};

const rootMeanSquare = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/** A kilohertz in the phase that fits best is found by its sine and its cosine. */
const toneOf = (length: number) => ({
  sine: Float32Array.from({ length }, (_, index) => Math.sin((2 * Math.PI * 1000 * index) / 16_000)),
  cosine: Float32Array.from({ length }, (_, index) => Math.cos((2 * Math.PI * 1000 * index) / 16_000)),
});

const correlation = (a: Float32Array, b: Float32Array): number => {
  const dot = a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return dot / (Math.sqrt(a.length * b.length) * rootMeanSquare(a) * rootMeanSquare(b));
};

const likeness = (a: Float32Array, b: Float32Array | ReturnType<typeof toneOf>): number =>
  b instanceof Float32Array ? correlation(a, b) : Math.hypot(correlation(a, b.sine), correlation(a, b.cosine));
