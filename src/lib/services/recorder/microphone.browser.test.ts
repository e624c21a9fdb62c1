import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { MicrophoneEvent } from '$lib/domain/ports.ts';
import { browserMicrophone } from './microphone.ts';

const choice = { deviceId: '', echoCancellation: false, noiseSuppression: false, autoGainControl: false };
const context = new AudioContext();

// Sound may run only after somebody has touched the page.
beforeAll(async () => {
  await userEvent.click(document.body);
  await context.resume();
});

afterEach(() => vi.restoreAllMocks());

/** A device that hums at half of full scale. */
const humming = () => {
  const output = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: 440 });
  tone.connect(new GainNode(context, { gain: 0.5 })).connect(output);
  tone.start();
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(output.stream);
  return output.stream;
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
