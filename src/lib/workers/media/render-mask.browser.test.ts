import { afterAll, describe, expect, test } from 'vitest';
import { cleaningPresets, noCleaning } from '$lib/domain/cleaning.ts';
import type { RenderRequest } from '$lib/domain/ports.ts';
import { fixture, rms } from './fixtures.browser.ts';
import { createAudioRenderer } from './renderer.client.ts';

const renderer = createAudioRenderer();
afterAll(() => renderer.dispose());

const never = new AbortController().signal;
const rate = 16_000;

const make = async (name: string, change: Partial<RenderRequest> = {}): Promise<Blob> => {
  const request: RenderRequest = {
    ...{ file: await fixture(name), track: 0, sourceChannels: 1, channel: 'mix', cleaning: noCleaning, keep: null },
    ...{ format: 'wav', tags: {}, chapters: [], durationSeconds: null },
    ...change,
  };
  return (await renderer.render(request, () => {}, never)).file;
};

const channelsOf = async (blob: Blob): Promise<Float32Array[]> => {
  const decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await blob.arrayBuffer());
  return Array.from({ length: decoded.numberOfChannels }, (_, at) => decoded.getChannelData(at));
};

const between = (samples: Float32Array, from: number, to: number) => samples.subarray(from * rate, to * rate);

/** Correlation, 1 for the same up to loudness. */
const likeness = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / (a.length * rms(a) * rms(b));

/** How much of the sound is one kilohertz, in whatever phase. */
const beepShare = (samples: Float32Array): number => {
  const wave = (of: (radians: number) => number) => samples.map((_, at) => of((2 * Math.PI * 1000 * at) / rate));
  return Math.hypot(likeness(samples, wave(Math.sin)), likeness(samples, wave(Math.cos)));
};

describe('what is masked', () => {
  test.each(['beep', 'silence'] as const)('is not heard: %s is in its place, and all else as it was', async (sound) => {
    const mask = { spans: [{ start: 0.5, end: 1 }], sound };
    const [before] = await channelsOf(await fixture('speech-16k.wav'));
    const [after] = await channelsOf(await make('speech-16k.wav', { mask }));
    expect(Math.abs(after!.length - before!.length)).toBeLessThan(rate / 10);
    const masked = between(after!, 0.51, 0.99);
    if (sound === 'silence') expect(rms(masked)).toBe(0);
    else expect(beepShare(masked)).toBeGreaterThan(0.98);
    for (const [from, to] of [
      [0.2, 0.49],
      [1.01, 1.6],
    ] as const)
      expect(likeness(between(before!, from, to), between(after!, from, to))).toBeGreaterThan(0.95);
  });

  test.each([
    ['as it is', noCleaning],
    ['cleaned', cleaningPresets.voice],
  ])('is not heard in a part of the recording, %s', async (_how, cleaning) => {
    const mask = {
      spans: [
        { start: 0.1, end: 0.2 },
        { start: 2, end: 2.5 },
      ],
      sound: 'silence' as const,
    };
    const [kept] = await channelsOf(await make('speech-16k.wav', { mask, cleaning, keep: [{ start: 1.5, end: 3 }] }));
    expect(kept!.length / rate).toBeCloseTo(1.5, 1);
    expect(rms(between(kept!, 0, 0.45))).toBeGreaterThan(0.01);
    // RNNoise fades out of what was there before.
    expect(rms(between(kept!, cleaning === noCleaning ? 0.51 : 0.6, 0.98))).toBeLessThan(1e-3);
  });

  test.each(['beep', 'silence'] as const)('is in no channel of two (%s)', async (sound) => {
    const mask = { spans: [{ start: 0, end: 1 }], sound };
    const channels = await channelsOf(await make('call.flac', { mask, sourceChannels: 2 }));
    expect(channels).toHaveLength(2);
    for (const channel of channels)
      if (sound === 'silence') expect(rms(between(channel, 0.01, 0.98))).toBe(0);
      else expect(beepShare(between(channel, 0.01, 0.98))).toBeGreaterThan(0.98);
  });
});

test('one worker renders as often as it is asked to', async () => {
  // One instance of the ffmpeg core has stack for twenty runs.
  for (let run = 0; run < 24; run++) expect((await make('speech.mp3')).size).toBeGreaterThan(1000);
});

describe('tags and chapters of the file', () => {
  test.each(['chapters.ogg', 'chapters.mp3', 'chapters.mka', 'chapters.m4a'])(
    'of %s go along in no format',
    async (name) => {
      const told = /Anna Example|A talk/u;
      const bytesOf = async (blob: Blob) => new TextDecoder('latin1').decode(await blob.arrayBuffer());
      expect(await bytesOf(await fixture(name))).toMatch(told);
      for (const format of ['opus', 'flac', 'mp3', 'm4a', 'wav'] as const)
        expect(await bytesOf(await make(name, { format }))).not.toMatch(told);
    },
  );
});
