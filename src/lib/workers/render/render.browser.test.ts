import { afterAll, describe, expect, test } from 'vitest';
import type { Span } from '$lib/domain/artifacts.ts';
import type { Cue } from '$lib/domain/cues.ts';
import type { MediaFormat, MediaRenderRequest } from '$lib/domain/edited-media.ts';
import { createAudioRenderer } from '../media/renderer.client.ts';
import { createMediaRenderer } from './client.ts';
import { brightness, decodedSound, framesOf, makeVideo, makeWav, toneShare, tracksOf } from './media.browser.ts';

const audio = createAudioRenderer();
const renderer = createMediaRenderer(audio);
afterAll(async () => {
  renderer.dispose();
  audio.dispose();
  await renderer.clear();
});

const never = new AbortController().signal;
/** A second each of 440, 1000, 2000 and 3000 Hz. */
const tones = [440, 1000, 2000, 3000];
const style = { size: 'large', place: 'bottom', look: 'box', activeWord: true } as const;

const request = (
  file: Blob,
  format: MediaFormat,
  kept: Span[],
  more: Partial<MediaRenderRequest> = {},
): MediaRenderRequest => ({
  ...{ file, fileName: 'x', track: 0, kept, muted: [], format, enhance: null, captions: 'none', style, cues: [] },
  language: 'en',
  ...more,
});
const render = (asked: MediaRenderRequest, onProgress = (_: { fraction: number }) => {}) =>
  renderer.render(asked, onProgress, never);

/** The second tone is cut: 440, then 2000 and 3000. */
const cut = [
  { start: 0, end: 1 },
  { start: 2, end: 4 },
];

/** Which tone is heard in a stretch of the result, and how much of it is of a tone that was cut. */
const expectTones = (sound: Float32Array, rate: number, expected: readonly number[]): void => {
  expected.forEach((tone, second) => {
    // From 10 ms behind the joint to 10 ms before the next.
    const part = sound.subarray(Math.round((second + 0.01) * rate), Math.round((second + 0.99) * rate));
    expect(toneShare(part, tone, rate)).toBeGreaterThan(0.9);
    expect(toneShare(part, 1000, rate)).toBeLessThan(0.01);
  });
  // The joint between two tones lies within 10 ms of where it belongs.
  const before = sound.subarray(Math.round(0.96 * rate), Math.round(0.99 * rate));
  expect(toneShare(before, expected[0]!, rate)).toBeGreaterThan(0.85);
};

describe('a rendered cut', () => {
  test.each([
    ['wav', 0.001],
    ['opus', 0.03],
    ['flac', 0.001],
    ['mp3', 0.06],
    ['m4a', 0.06],
  ] as const)('as %s holds the tones that stay, where they belong, and no other', async (format, tolerance) => {
    const told: number[] = [];
    const asked = request(makeWav(tones), format, cut);
    const { blob } = await render(asked, ({ fraction }) => void told.push(fraction));
    const { sound, rate, seconds } = await decodedSound(blob);
    expect(Math.abs(seconds - 3)).toBeLessThan(tolerance);
    expectTones(sound, rate, [440, 2000, 3000]);
    expect(told.at(-1)).toBe(1);
    expect(told.every((value, at) => at === 0 || value >= told[at - 1]!)).toBe(true);
  });

  test('silences what is redacted and keeps its length', async () => {
    const muted = [{ start: 2, end: 3 }];
    const { blob } = await render(request(makeWav(tones), 'wav', cut, { muted }));
    const { sound, rate, seconds } = await decodedSound(blob);
    expect(seconds).toBeCloseTo(3, 3);
    expect(Math.max(...sound.subarray(Math.round(1.01 * rate), Math.round(1.99 * rate)))).toBe(0);
  });

  test('stops when asked, and says where there is nothing to hear', async () => {
    const stop = new AbortController();
    const running = renderer.render(request(makeWav(tones), 'mp3', cut), () => stop.abort(), stop.signal);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect(render(request(makeWav(tones), 'wav', []))).rejects.toMatchObject({ code: 'render/nothing' });
  });
});

const cue = (start: number, end: number, text: string): Cue => ({
  ...{ start, end, speaker: null, lines: [text] },
  words: text
    .split(' ')
    .map((word, index) => ({ text: word, start: start + index / 2, end: end + index / 2, joined: false })),
});

describe('a rendered video', () => {
  test.each([
    ['mp4', 'avc', 'encoded'],
    ['webm', 'vp8', 'smart'],
    ['mkv', 'vp8', 'smart'],
  ] as const)('as %s from %s keeps picture and sound together', async (format, codec, way) => {
    const file = await makeVideo(tones, codec);
    const captions = { captions: 'soft', cues: format === 'mp4' ? [cue(0.5, 1.5, 'Hello <there>')] : [] } as const;
    const { blob, picture } = await render(request(file, format, cut, captions));
    expect(picture).toBe(way);
    // As timed text, which every player shows.
    if (format === 'mp4') expect(await blob.text()).toMatch(/Hello <there>[^]*tx3g/);
    const { sound, rate, seconds } = await decodedSound(blob);
    expect(Math.abs(seconds - 3)).toBeLessThan(0.06);
    expectTones(sound, rate, [440, 2000, 3000]);
    // Each second of the source has a brightness of its own: seen with the tone that was heard then, within 20 ms.
    const frames = await framesOf(blob);
    expect(frames.map(({ seconds: at }) => at)).toEqual([...frames.map(({ seconds: at }) => at)].sort((a, b) => a - b));
    const shown = frames.map(({ seconds: at, level }) => [at, Math.round(level / 60)] as const);
    const firstOfThird = shown.find(([, level]) => level === 2)![0];
    const firstOfFourth = shown.find(([, level]) => level === 3)![0];
    expect(shown.some(([, level]) => level === 1)).toBe(false);
    expect(Math.abs(firstOfThird - 1)).toBeLessThan(0.02);
    expect(Math.abs(firstOfFourth - 2)).toBeLessThan(0.02);
  });

  test('is copied packet by packet where nothing is cut, with captions as a track', async () => {
    const file = await makeVideo(tones, 'vp8');
    const whole = [{ start: 0, end: 4 }];
    const captions = { captions: 'soft', cues: [cue(0.5, 1.5, 'Hello <there>')] } as const;
    const { blob, picture } = await render(request(file, 'mkv', whole, captions));
    expect(picture).toBe('copied');
    expect(await tracksOf(blob)).toMatchObject({ video: 'vp8', audio: 'opus' });
    expect(await blob.text()).toContain('Hello <\u2060there>');
    expect((await framesOf(blob)).length).toBe((await framesOf(file)).length);
  });

  test('has captions drawn in while they are due, the spoken word lit', async () => {
    const file = await makeVideo(tones, 'vp8');
    const captions = { captions: 'burned', cues: [cue(1, 2, 'MMM WWW')] } as const;
    const { blob } = await render(request(file, 'webm', [{ start: 0, end: 4 }], captions));
    const lower = await brightness(blob, [0.5, 1.2, 1.7, 2.5]);
    expect(lower[0]!.yellow).toBe(0);
    expect(lower[1]!.white + lower[1]!.yellow).toBeGreaterThan(20);
    expect(lower[1]!.yellow).toBeGreaterThan(5);
    expect(lower[3]!.white).toBe(0);
  });
});
