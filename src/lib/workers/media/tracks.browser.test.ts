import { ALL_FORMATS, BlobSource, EncodedPacketSink, Input } from 'mediabunny';
import wasmURL from '@ffmpeg/core/wasm?url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { DecodeRequest } from '$lib/domain/ports.ts';
import type { Pcm } from '$lib/domain/artifacts.ts';
import { createMediaEngine } from './client.ts';
import { fixture, index, likeness, rms, samplesOf } from './fixtures.browser.ts';

const engine = createMediaEngine();
afterAll(() => engine.dispose());
afterEach(() => caches.delete('tracks'));

const never = new AbortController().signal;

const decode = async (name: string, change: Partial<DecodeRequest> = {}, file?: Blob): Promise<Pcm> => {
  const blob = file ?? (await fixture(name));
  const info = await engine.probe(blob, name, never);
  const request = { recordingId: 'tracks', file: blob, fileName: name, info, track: 0, folder: `tracks/${name}` };
  return (await engine.decode({ ...request, ...change }, () => {}, never)).pcm;
};

/** How many pictures a file has, and when the first and the last are shown. */
const picturesOf = async (file: Blob) => {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  const times: number[] = [];
  for await (const { timestamp } of new EncodedPacketSink((await input.getPrimaryVideoTrack())!).packets())
    times.push(Math.round(timestamp * 1000));
  input.dispose();
  return { count: times.length, firstMs: times[0], lastMs: times.at(-1) };
};

const core = async () => (await caches.open('tracks')).add(wasmURL);
const seconds = (name: string) => index.good.find(({ file }) => file === name)!.durationSeconds;

describe('what a file says of itself', () => {
  test('its tracks, with language and name', async () => {
    const { audioTracks } = await engine.probe(await fixture('two-tracks.mp4'), 'x', never);
    expect(audioTracks).toMatchObject([
      { index: 0, language: 'eng' },
      { index: 1, language: 'ger', title: 'Deutsch' },
    ]);
  });

  test.each([
    ['chapters.mp3', '2024'],
    ['chapters.m4a', '2024-05-01'],
  ])('title, artist, date, chapters and cover of %s', async (name, date) => {
    const info = await engine.probe(await fixture(name), name, never);
    expect(info).toMatchObject({ title: 'A talk', artist: 'Anna Example', date, hasVideo: false });
    expect(info.chapters).toEqual([
      { start: 0, title: 'Opening' },
      { start: 0.5, title: 'Übergang' },
      { start: 1.25, title: 'End' },
    ]);
    expect(info.cover?.mime).toBe('image/png');
    const picture = await createImageBitmap(new Blob([info.cover!.bytes], { type: 'image/png' }));
    expect([picture.width, picture.height]).toEqual([48, 48]);
  });

  test('chapters in Vorbis comments', async () => {
    const info = await engine.probe(await fixture('chapters.ogg'), 'x', never);
    expect(info.chapters).toEqual([{ start: 0.5, title: 'Übergang' }]);
  });
});

describe.each(['webcodecs', 'ffmpeg'])('which sound is decoded, by %s', (decoder) => {
  test('the second track', async () => {
    if (decoder === 'ffmpeg') await core();
    const pcm = await decode('two-tracks.mp4', { track: 1 });
    expect(pcm.decoder).toBe(decoder);
    expect(await likeness(pcm, 'two-tracks.mp4.1')).toBeGreaterThan(0.99);
    expect(await likeness(pcm, 'two-tracks.mp4')).toBeLessThan(0.9);
  });

  test('one side of a call', async () => {
    if (decoder === 'ffmpeg') await core();
    const half = async (channel: 'left' | 'right') => {
      const samples = await samplesOf(await decode('call.flac', { channel }));
      const middle = Math.round(1.1 * 16_000);
      return [rms(samples.slice(0, middle)), rms(samples.slice(middle))];
    };
    const [left, right] = [await half('left'), await half('right')];
    expect(left[0]!).toBeGreaterThan(left[1]! * 20);
    expect(right[1]!).toBeGreaterThan(right[0]! * 20);
  });
});

describe('a track by itself', () => {
  test('plays with its picture, and sounds as the track did', async () => {
    const choice = { track: 1, withVideo: true };
    const alone = await engine.isolateTrack('tracks', await fixture('two-tracks.mp4'), choice, never);
    expect(await engine.probe(alone, 'x', never)).toMatchObject({ hasVideo: true, audioTracks: [{ language: 'ger' }] });
    expect(await likeness(await decode('alone', {}, alone), 'two-tracks.mp4.1')).toBeGreaterThan(0.99);
    // Asked for again, as when its page is opened once more, it stays readable to whoever has it.
    const again = await engine.isolateTrack('tracks', await fixture('two-tracks.mp4'), choice, never);
    expect(await again.text()).toBe(await alone.text());
    expect(again.type).toBe(alone.type);
  });

  test('asked for by several at once, is written once, and each can read it', async () => {
    const file = await fixture('two-tracks.mp4');
    const ask = () => engine.isolateTrack('tracks-at-once', file, { track: 1, withVideo: true }, never);
    const given = await Promise.all([ask(), ask(), ask()]);
    const [first, ...others] = await Promise.all(given.map((blob) => blob.text()));
    expect(first!.length).toBeGreaterThan(1000);
    for (const text of others) expect(text).toBe(first);
  });

  test.each(['two-tracks.mp4', 'late-audio.mp4'])('the picture of %s stands beside another sound', async (name) => {
    const beside = { sound: await fixture('speech.m4a'), path: `tracks/${name}.video` };
    const joined = await engine.joinSound(await fixture(name), beside, never);
    const info = await engine.probe(joined, 'x', never);
    expect(info).toMatchObject({ container: 'MP4', hasVideo: true, audioTracks: [{ codec: 'aac' }] });
    expect(Math.abs((await decode('joined', {}, joined)).totalSamples / 16_000 - seconds('speech.m4a'))).toBeLessThan(
      0.05,
    );
    expect(await likeness(await decode('joined', {}, joined), 'speech.m4a')).toBeGreaterThan(0.99);
    expect(await picturesOf(joined)).toEqual(await picturesOf(await fixture(name)));
  });

  test.each(['late-audio.mp4', 'speech.avi', 'vfr.mp4', 'edit-list.mp4'])(
    'a large video is reduced to its sound first: %s',
    async (name) => {
      await core();
      const pcm = await decode(name, { reduceAboveBytes: 0 });
      const isReadable = name !== 'speech.avi';
      expect([pcm.decoder, pcm.reason]).toEqual(['ffmpeg', isReadable ? 'core-cached-reduced' : 'core-cached']);
      expect(Math.abs(pcm.totalSamples / 16_000 - seconds(name))).toBeLessThan(0.05);
      expect(await likeness(pcm, name)).toBeGreaterThan(0.99);
    },
  );
});
