import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { sampleChoice } from '../../../../tests/fakes/microphone.ts';
import type { MicrophoneEvent, MicrophoneSession } from '$lib/domain/ports.ts';
import { browserMicrophone } from './microphone.ts';

const choice = sampleChoice();
const context = new AudioContext();

// Sound may run only after somebody has touched the page.
beforeAll(async () => {
  await userEvent.click(document.body);
  await context.resume();
});

afterEach(() => vi.restoreAllMocks());

/** A device that hums at half of full scale. */
const hum = (frequency: number): MediaStream => {
  const output = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency });
  tone.connect(new GainNode(context, { gain: 0.5 })).connect(output);
  tone.start();
  return output.stream;
};

const humming = () => {
  const stream = hum(440);
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(stream);
  return stream;
};

/** Records until there is enough for `seconds`, and gives it decoded. */
const record = async (session: MicrophoneSession, seconds: number): Promise<AudioBuffer> => {
  const chunks: Blob[] = [];
  session.start((chunk) => chunks.push(chunk));
  await expect.poll(() => chunks.length, { timeout: 10_000 }).toBeGreaterThan(seconds * 2);
  await session.stop();
  session.close();
  return context.decodeAudioData(await new Blob(chunks).arrayBuffer());
};

/** Amplitude of one frequency in the middle second of some samples (Goertzel's algorithm). */
const amplitudeOf = (frequency: number, samples: Float32Array, sampleRate: number): number => {
  const middle = Math.floor(samples.length / 2);
  const part = samples.subarray(Math.max(0, middle - sampleRate / 2), middle + sampleRate / 2);
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / sampleRate);
  let [one, two] = [0, 0];
  for (const sample of part) [one, two] = [sample + factor * one - two, one];
  return (2 * Math.sqrt(one * one + two * two - factor * one * two)) / part.length;
};

describe('the microphone', () => {
  it('gives WebM in chunks of at most a second, the last at stop, and releases the device', async () => {
    const stream = humming();
    const chunks: Blob[] = [];
    const session = await browserMicrophone.open(choice, () => {});
    expect(session.mime).toBe('audio/webm;codecs=opus');
    const before = performance.now();
    session.start((chunk) => chunks.push(chunk));
    await expect.poll(() => chunks.length, { timeout: 5000 }).toBeGreaterThanOrEqual(2);
    expect(performance.now() - before).toBeLessThan(2500);
    await session.stop();
    const header = new Uint8Array(await new Blob(chunks).arrayBuffer()).subarray(0, 4);
    expect([...header]).toEqual([0x1a, 0x45, 0xdf, 0xa3]);
    session.close();
    expect(stream.getTracks().map((track) => track.readyState)).toEqual(['ended']);
  });

  it('tells the level', async () => {
    humming();
    const levels: Extract<MicrophoneEvent, { kind: 'level' }>[] = [];
    const session = await browserMicrophone.open(choice, (event) => {
      if (event.kind === 'level') levels.push(event);
    });
    await expect.poll(() => levels.at(-1)?.peak ?? 0, { timeout: 5000 }).toBeCloseTo(0.5, 1);
    await expect.poll(() => levels.at(-1)?.rms ?? 0, { timeout: 5000 }).toBeCloseTo(0.5 / Math.SQRT2, 1);
    session.close();
  });

  it('tells that the device is gone', async () => {
    const stream = humming();
    const events: string[] = [];
    const session = await browserMicrophone.open(choice, (event) => events.push(event.kind));
    stream.getTracks()[0]!.dispatchEvent(new Event('ended'));
    expect(events).toContain('ended');
    session.close();
  });

  it('goes on with another microphone in the same stream', async () => {
    const first = humming();
    const session = await browserMicrophone.open(choice, () => {});
    const chunks: Blob[] = [];
    session.start((chunk) => chunks.push(chunk));
    await expect.poll(() => chunks.length, { timeout: 10_000 }).toBeGreaterThan(2);
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(hum(1500));
    await session.switchTo(choice);
    expect(first.getTracks()[0]!.readyState).toBe('ended');
    const soFar = chunks.length;
    await expect.poll(() => chunks.length, { timeout: 10_000 }).toBeGreaterThan(soFar + 3);
    await session.stop();
    session.close();
    const sound = await context.decodeAudioData(await new Blob(chunks).arrayBuffer());
    const samples = sound.getChannelData(0);
    const ends = [samples.subarray(0, sound.sampleRate), samples.subarray(-sound.sampleRate)];
    const heard = ends.map((part) => [440, 1500].map((tone) => amplitudeOf(tone, part, sound.sampleRate) > 0.1));
    expect(heard).toEqual([
      [true, false],
      [false, true],
    ]);
  }, 30_000);

  it('lifts and lowers what the microphone gives', async () => {
    humming();
    let peak = 0;
    const quieter = { ...choice, gainDecibels: -12 };
    const session = await browserMicrophone.open(quieter, (event) => {
      if (event.kind === 'level') peak = event.peak;
    });
    await expect.poll(() => peak, { timeout: 5000 }).toBeCloseTo(0.125, 2);
    session.setGain(0);
    await expect.poll(() => peak, { timeout: 5000 }).toBeCloseTo(0.5, 1);
    session.close();
  });

  it('records 16-bit samples that can be read wherever they are cut off', async () => {
    humming();
    const session = await browserMicrophone.open({ ...choice, format: 'wav' }, () => {});
    expect(session.mime).toBe('audio/wav');
    const sound = await record(session, 2);
    expect(sound.duration).toBeGreaterThan(2);
    expect(sound.numberOfChannels).toBe(1);
    // By tenths of a second: a machine too busy to play the tone without a break breaks its phase.
    const tenth = sound.sampleRate / 10;
    const pieces = Array.from({ length: 20 }, (_, at) =>
      sound.getChannelData(0).subarray(at * tenth, (at + 1) * tenth),
    );
    const amplitudes = pieces.map((piece) => amplitudeOf(440, piece, sound.sampleRate)).sort((a, b) => a - b);
    expect(amplitudes[10]).toBeCloseTo(0.5, 2);
  }, 30_000);

  it('takes samples where the browser has no WebM', async () => {
    humming();
    vi.spyOn(MediaRecorder, 'isTypeSupported').mockImplementation((mime) => mime.startsWith('audio/mp4'));
    const session = await browserMicrophone.open(choice, () => {});
    expect(session.mime).toBe('audio/wav');
    session.close();
  });

  it('records no samples while it is paused', async () => {
    humming();
    let readings = 0;
    const session = await browserMicrophone.open({ ...choice, format: 'wav' }, ({ kind }) => {
      if (kind === 'level') readings++;
    });
    const chunks: Blob[] = [];
    session.start((chunk) => chunks.push(chunk));
    await expect.poll(() => chunks.length, { timeout: 10_000 }).toBeGreaterThan(0);
    session.pause();
    const [readingsThen, chunksThen] = [readings, chunks.length];
    await expect.poll(() => readings - readingsThen, { timeout: 10_000 }).toBeGreaterThan(30);
    expect(chunks.length - chunksThen).toBeLessThanOrEqual(1);
    await session.stop();
    session.close();
  }, 20_000);

  it.each(['auto', 'wav'] as const)(
    'keeps both sides of a call apart, in step (%s)',
    async (format) => {
      vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(hum(500));
      vi.spyOn(navigator.mediaDevices, 'getDisplayMedia').mockResolvedValue(hum(1200));
      const session = await browserMicrophone.open({ ...choice, format, channels: 'me-them' }, () => {});
      expect(session.channels).toBe('me-them');
      const sound = await record(session, 3);
      expect(sound.numberOfChannels).toBe(2);
      const [me, them] = [0, 1].map((channel) =>
        [500, 1200].map((tone) => amplitudeOf(tone, sound.getChannelData(channel), sound.sampleRate)),
      );
      expect([me![0], them![1]].every((amplitude) => amplitude! > 0.3)).toBe(true);
      // At least 30 dB between the sides.
      expect(me![0]! / me![1]!).toBeGreaterThan(31);
      expect(them![1]! / them![0]!).toBeGreaterThan(31);
    },
    30_000,
  );

  it('says that no sound of the other side was shared', async () => {
    humming();
    vi.spyOn(navigator.mediaDevices, 'getDisplayMedia').mockResolvedValue(new MediaStream());
    await expect(browserMicrophone.open({ ...choice, channels: 'me-them' }, () => {})).rejects.toMatchObject({
      code: 'mic/no-tab-sound',
    });
  });

  it.each([
    ['NotAllowedError', 'mic/denied'],
    ['NotFoundError', 'mic/missing'],
    ['NotReadableError', 'mic/busy'],
    ['AbortError', 'mic/busy'],
    ['TypeError', 'mic/unsupported'],
  ])('names %s %s', async (name, code) => {
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', name));
    await expect(browserMicrophone.open(choice, () => {})).rejects.toMatchObject({ code });
  });

  it('falls back to the device the system chooses when the remembered one is gone', async () => {
    const stream = humming();
    const asked: unknown[] = [];
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (constraints) => {
      asked.push((constraints?.audio as MediaTrackConstraints).deviceId);
      if (asked.length === 1) throw new DOMException('', 'OverconstrainedError');
      return stream;
    });
    const session = await browserMicrophone.open({ ...choice, deviceId: 'gone' }, () => {});
    expect(asked).toEqual([{ exact: 'gone' }, undefined]);
    session.close();
  });
});
