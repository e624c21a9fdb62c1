import wasmURL from '@ffmpeg/core/wasm?url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wavHeader } from './wav-file.ts';
import { estimateAudioBytes } from '$lib/domain/audio-size.ts';
import { cleaningPresets, noCleaning, type Cleaning } from '$lib/domain/cleaning.ts';
import type { AudioFormat, RenderRequest } from '$lib/domain/ports.ts';
import { createMediaEngine } from './client.ts';
import { fixture, index, likeness, rms, samplesOf } from './fixtures.browser.ts';
import { LoudnessMeter } from './inside/loudness.ts';
import { createAudioRenderer } from './renderer.client.ts';

const renderer = createAudioRenderer();
const engine = createMediaEngine();
beforeAll(async () => (await caches.open('render')).add(wasmURL));
afterAll(async () => {
  renderer.dispose();
  engine.dispose();
  await caches.delete('render');
});

const never = new AbortController().signal;
const seconds = index.good.find(({ file }) => file === 'speech.mp3')!.durationSeconds;

const request = (file: Blob, change: Partial<RenderRequest> = {}): RenderRequest => ({
  ...{ file, track: 0, sourceChannels: 1, channel: 'mix', cleaning: noCleaning, keep: null, format: 'wav' },
  ...{ tags: {}, chapters: [], durationSeconds: seconds },
  ...change,
});

const make = async (change: Partial<RenderRequest> = {}, name = 'speech.mp3') =>
  (await renderer.render(request(await fixture(name), change), () => {}, never)).file;

const decode = async (file: Blob, folder: string) => {
  const info = await engine.probe(file, 'x', never);
  return (
    await engine.decode(
      { recordingId: 'r', file, fileName: 'x', info, track: 0, folder: `render-test/${folder}` },
      () => {},
      never,
    )
  ).pcm;
};

/** Integrated loudness and highest sample of a 48 kHz 16-bit WAV. */
const measure = async (wav: Blob, channels = 1) => {
  const bytes = await wav.arrayBuffer();
  const head = new DataView(bytes);
  let at = 12;
  while (String.fromCharCode(...new Uint8Array(bytes, at, 4)) !== 'data') at += 8 + head.getUint32(at + 4, true);
  const meter = new LoudnessMeter(48_000, channels, 1 / 32_768);
  meter.push(new Int16Array(bytes, at + 8, (bytes.byteLength - at - 8) >> 1));
  return { lufs: meter.integratedLufs, peakDb: 20 * Math.log10(meter.peak) };
};

describe('what is written', () => {
  test.each([
    ['wav', 'pcm-int16'],
    ['flac', 'flac'],
    ['mp3', 'mp3'],
    ['m4a', 'aac'],
    ['opus', 'opus'],
  ] as const)('%s, with tags and chapters, as long and sounding as the original', async (format, codec) => {
    const tags = { title: 'A = B; #1', artist: 'Anna', date: '2024-05-01' };
    const chapters = [
      { start: 0, title: 'One' },
      { start: 1.5, title: 'Zwei ü' },
    ];
    const file = await make({ format, tags, chapters });
    const info = await engine.probe(file, `x.${format}`, never);
    expect(info.audioTracks).toMatchObject([{ codec }]);
    expect(Math.abs(info.durationSeconds! - seconds)).toBeLessThan(0.1);
    expect(await likeness(await decode(file, format), 'speech.mp3')).toBeGreaterThan(0.97);
    if (format !== 'wav') expect(info).toMatchObject({ title: 'A = B; #1', artist: 'Anna' });
    // WAV has no place for them that players read.
    if (format !== 'wav') expect(info.chapters).toEqual(chapters);
    const promised = estimateAudioBytes(format, 1, seconds);
    expect(Math.abs(file.size / promised - 1), `${file.size} bytes of ${promised}`).toBeLessThan(
      format === 'flac' ? 0.6 : 0.3,
    );
  });
});

describe('loudness', () => {
  // Nobody can ask for more than −14 LUFS (`domain/cleaning`): platforms turn louder sound down.
  test.each([
    ['quiet', -24, {}],
    ['as podcasts are', -16, {}],
    ['so loud that peaks are in the way', -14, {}],
    ['levelled and cleaned', -16, { ...cleaningPresets.meeting }],
  ])('%s: %d LUFS within 0.5 LU, no peak above −1.5 dB', async (_name, loudnessLufs, more) => {
    const made = await measure(await make({ cleaning: { ...noCleaning, ...more, loudnessLufs } }));
    expect(Math.abs(made.lufs - loudnessLufs)).toBeLessThan(0.5);
    expect(made.peakDb).toBeLessThan(-1.5);
  });
});

/** The clip with white noise 3 dB below it. */
const noisy = async () => {
  const speech = await samplesOf(await decode(await fixture('speech-16k.wav'), 'clean'));
  const level = rms(speech) * 10 ** (-3 / 20);
  let seed = 1;
  const random = () => ((seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647) * 2 - 1;
  const mixed = Int16Array.from(speech, (value) => value + random() * level * Math.sqrt(3));
  return { speech, file: new Blob([wavHeader(mixed.length, 16_000), mixed]) };
};

/** How far the part that is like `speech` stands above the rest, in dB, the best gain taken. */
const snrDb = (speech: Float32Array, heard: Float32Array): number => {
  const length = Math.min(speech.length, heard.length);
  let [cross, power, total] = [0, 0, 0];
  for (let at = 0; at < length; at++) {
    cross += speech[at]! * heard[at]!;
    power += speech[at]! ** 2;
    total += heard[at]! ** 2;
  }
  const like = cross ** 2 / power;
  return 10 * Math.log10(like / (total - like));
};

describe('noise', () => {
  test.each([
    ['gentle', 1.5],
    ['strong', 4],
  ] as const)('%s reduction wins %d dB or more, and moves nothing', async (denoise, leastDb) => {
    const { speech, file } = await noisy();
    const cleaned = await renderer.render(
      request(file, { cleaning: { ...noCleaning, denoise }, durationSeconds: speech.length / 16_000 }),
      () => {},
      never,
    );
    const before = await samplesOf(await decode(file, 'noisy'));
    const after = await samplesOf(await decode(cleaned.file, denoise));
    expect(Math.abs(after.length - speech.length)).toBeLessThan(16);
    expect(snrDb(speech, after) - snrDb(speech, before)).toBeGreaterThan(leastDb);
  });

  const sine = (at: number, hertz: number) => Math.sin((2 * Math.PI * hertz * at) / 16_000);

  /** dB. */
  const powerAt = (samples: ArrayLike<number>, hertz: number): number => {
    let [re, im] = [0, 0];
    for (let at = 0; at < samples.length; at++) {
      re += samples[at]! * Math.cos((2 * Math.PI * hertz * at) / 16_000);
      im += samples[at]! * Math.sin((2 * Math.PI * hertz * at) / 16_000);
    }
    return 10 * Math.log10(re * re + im * im);
  };

  /** The clip with something on it, and what a cleaning makes of that. */
  const cleaned = async (change: Partial<Cleaning>, added: (at: number) => number) => {
    const speech = await samplesOf(await decode(await fixture('speech-16k.wav'), 'added'));
    const mixed = Int16Array.from(speech, (value, at) => value + added(at));
    const file = new Blob([wavHeader(mixed.length, 16_000), mixed]);
    const made = await renderer.render(request(file, { cleaning: { ...noCleaning, ...change } }), () => {}, never);
    return { speech, mixed: Float32Array.from(mixed), after: await samplesOf(await decode(made.file, 'taken-out')) };
  };

  test('hum is taken out', async () => {
    const { mixed, after } = await cleaned({ humHz: 50 }, (at) => 1500 * sine(at, 50) + 700 * sine(at, 150));
    for (const hertz of [50, 150]) expect(powerAt(mixed, hertz) - powerAt(after, hertz)).toBeGreaterThan(12);
  });

  test('rumble is taken out, the voice stays', async () => {
    const { speech, mixed, after } = await cleaned({ highPassHz: 100 }, (at) => 3000 * sine(at, 20));
    expect(powerAt(mixed, 20) - powerAt(after, 20)).toBeGreaterThan(20);
    for (const hertz of [300, 1000]) expect(Math.abs(powerAt(speech, hertz) - powerAt(after, hertz))).toBeLessThan(1);
  });

  test('clicks are more than halved', async () => {
    const isClick = (at: number) => at % 4000 === 2000;
    const { speech, after } = await cleaned({ declick: true }, (at) => (isClick(at) ? 12_000 : 0));
    const left = [...speech.keys()].filter(isClick).map((at) => Math.abs(after[at]! - speech[at]!));
    expect(left.reduce((sum, value) => sum + value, 0) / left.length).toBeLessThan(6000);
  });
});

describe('time', () => {
  test('kept stretches stand one behind the other', async () => {
    const keep = [
      { start: 0.5, end: 1.25 },
      { start: 2, end: 3 },
    ];
    const whole = await samplesOf(await decode(await fixture('speech-16k.wav'), 'whole'));
    for (const cleaning of [noCleaning, { ...noCleaning, denoise: 'strong' as const }]) {
      const file = await make({ keep, cleaning }, 'speech-16k.wav');
      const kept = await samplesOf(await decode(file, 'kept'));
      expect(kept.length / 16_000).toBeCloseTo(1.75, 2);
      const wanted = [...whole.slice(8000, 20_000), ...whole.slice(32_000, 48_000)];
      expect(snrDb(Float32Array.from(wanted), kept)).toBeGreaterThan(cleaning.denoise === 'off' ? 20 : 5);
    }
  });

  test('speed changes the length and not the pitch', async () => {
    const tone = Int16Array.from({ length: 32_000 }, (_, at) => 8000 * Math.sin((2 * Math.PI * 440 * at) / 16_000));
    const file = new Blob([wavHeader(tone.length, 16_000), tone]);
    const cleaning = { ...noCleaning, speed: 2 };
    const fast = await renderer.render(request(file, { cleaning, durationSeconds: 2 }), () => {}, never);
    const heard = await samplesOf(await decode(fast.file, 'fast'));
    expect(heard.length / 16_000).toBeCloseTo(1, 1);
    const crossings = heard.filter((value, at) => at > 0 && value >= 0 !== heard[at - 1]! >= 0).length;
    expect(Math.abs(crossings / 2 / (heard.length / 16_000) - 440)).toBeLessThan(15);
  });
});

describe('refusals', () => {
  test('stops when asked, and goes on after', async () => {
    const stop = new AbortController();
    const cleaning = { ...cleaningPresets.voice };
    // So long that it is not done when the stop comes.
    const seconds = 300;
    const noise = Int16Array.from({ length: seconds * 16_000 }, (_, at) => ((at * 7919) % 4001) - 2000);
    const file = new Blob([wavHeader(noise.length, 16_000), noise]);
    const stopped = renderer.render(
      request(file, { cleaning, durationSeconds: seconds }),
      () => stop.abort(),
      stop.signal,
    );
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect((await make({ format: 'mp3' as AudioFormat })).size).toBeGreaterThan(1000);
  });

  test.each([noCleaning, cleaningPresets.voice])(
    'says that it failed when there is nothing to read',
    async (cleaning) => {
      const rendering = renderer.render(request(await fixture('text.mp3'), { cleaning }), () => {}, never);
      await expect(rendering).rejects.toMatchObject({ code: 'enhance/failed' });
    },
  );
});
