import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { isCutOffMp4 } from './mp4-boxes.ts';
import { readMp3Sound } from './mp3-gapless.ts';
import { lastGranule } from './ogg-end.ts';
import { readReport } from './probe-ffmpeg.ts';

const fixture = async (name: string): Promise<Blob> => new Blob([await readFile(`tests/fixtures/media/${name}`)]);

describe('MP4 boxes', () => {
  test.each([
    ['speech.m4a', false],
    ['speech.mp4', false],
    ['cut.m4a', true],
    ['speech.mp3', false],
    ['empty.mp3', false],
  ])('%s is cut off: %s', async (name, isCut) => {
    expect(await isCutOffMp4(await fixture(name))).toBe(isCut);
  });

  test('no bytes make it throw or hang', async () => {
    const whole = new Uint8Array(await (await fixture('speech.m4a')).slice(0, 4000).arrayBuffer());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(63), fc.nat(255))), fc.nat(4000), async (changes, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        expect(typeof (await isCutOffMp4(new Blob([bytes])))).toBe('boolean');
      }),
    );
  });
});

describe('MP3 sound', () => {
  test('begins after the delay of encoder and decoder, and is as long as what was encoded', async () => {
    const { startSeconds, endSeconds } = (await readMp3Sound(await fixture('speech.mp3')))!;
    // LAME writes 576 samples of delay; decoders add 529.
    expect(startSeconds).toBeCloseTo(1105 / 44_100, 6);
    const index = JSON.parse(await readFile('tests/fixtures/media/index.json', 'utf8'));
    const stated = index.good.find(({ file }: { file: string }) => file === 'speech.mp3').durationSeconds;
    expect(Math.abs(endSeconds - startSeconds - stated)).toBeLessThan(0.002);
  });

  test.each(['speech.aac', 'text.mp3', 'empty.mp3', 'speech.webm'])('%s says nothing of it', async (name) => {
    expect(await readMp3Sound(await fixture(name))).toBeUndefined();
  });
});

describe('the last page of an Ogg stream', () => {
  const viewOf = async (name: string) => new DataView(await (await fixture(name)).arrayBuffer());
  const serialOf = (view: DataView) => view.getUint32(14, true);

  test('tells how much of the last packet is meant', async () => {
    const view = await viewOf('long-packets.opus');
    // 1.975 s, and the 312 samples in front that libopus needs.
    expect(lastGranule(view, serialOf(view))).toBe(1.975 * 48_000 + 312);
    expect(lastGranule(view, serialOf(view) + 1)).toBeUndefined();
  });

  test('no bytes make it throw', async () => {
    const whole = new Uint8Array((await viewOf('long-packets.opus')).buffer).slice(-400);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(399), fc.nat(255))), fc.nat(400), (changes, length) => {
        const bytes = whole.slice(400 - length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        expect(['number', 'undefined']).toContain(typeof lastGranule(new DataView(bytes.buffer), 0));
      }),
    );
  });
});

describe('a report of ffprobe', () => {
  const sound = { codec_type: 'audio', codec_name: 'wmav2', sample_rate: '44100', channels: 2 };

  test('becomes what we say of a file', () => {
    const format = { format_name: 'asf,wmv', duration: '12.5', tags: { title: 'A talk' } };
    const streams = [{ codec_type: 'video' }, { ...sound, tags: { language: 'deu' } }];
    expect(readReport({ format, streams })).toMatchObject({
      ...{ container: 'asf', mime: 'video/x-asf', durationSeconds: 12.5, hasVideo: true, title: 'A talk' },
      audioTracks: [{ index: 0, codec: 'wmav2', sampleRate: 44_100, channels: 2, language: 'deu' }],
    });
  });

  test('a cover is no video', () => {
    const cover = { codec_type: 'video', disposition: { attached_pic: 1 } };
    expect(readReport({ streams: [cover, sound] })).toMatchObject({ hasVideo: false });
  });

  test('text on a terminal, or nothing at all, is no media', () => {
    expect(readReport({ format: { format_name: 'tty' }, streams: [{ codec_type: 'video' }] })).toBeUndefined();
    expect(readReport({})).toBeUndefined();
    expect(readReport({ streams: [{ codec_type: 'audio', sample_rate: '0' }] })).toBeUndefined();
  });
});
