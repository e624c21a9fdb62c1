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
