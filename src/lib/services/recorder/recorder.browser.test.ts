import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { sampleChoice } from '../../../../tests/fakes/microphone.ts';
import { createDatabase } from '$lib/db/database.ts';
import type { TakeStore } from '$lib/domain/ports.ts';
import { createMediaEngine } from '$lib/workers/media/client.ts';
import { createStorageWorker } from '$lib/workers/storage/client.ts';
import { Library } from '../library.ts';
import { browserMicrophone } from './microphone.ts';
import { Recorder } from './recorder.ts';

const choice = sampleChoice();
const context = new AudioContext();
const signal = new AbortController().signal;
const name = 'recorder-test';
const ends: (() => void)[] = [];

beforeAll(async () => {
  await userEvent.click(document.body);
  await context.resume();
});

afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0)) end();
  indexedDB.deleteDatabase(name);
  const root = await navigator.storage.getDirectory();
  for (const folder of ['takes', 'journal']) await root.removeEntry(folder, { recursive: true }).catch(() => {});
  localStorage.clear();
});

const hum = () => {
  const output = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: 440 });
  tone.connect(output);
  tone.start();
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(output.stream);
};

/** A tab with everything real but the device; `dies` leaves its take as a killed tab does. */
const openTab = () => {
  const { takes, journal, models: modelFiles, hash, stop } = createStorageWorker();
  const media = createMediaEngine();
  const { removePcm, repair } = media;
  const database = createDatabase({ name, takes, journal, modelFiles, removePcm, repair, hash, storage: localStorage });
  const links = { fetchMedia: () => Promise.reject(new Error('not here')) };
  const library = new Library({ recordings: database.recordings, files: database.files, links, hash });
  let isDead = false;
  const never = new Promise<never>(() => {});
  const store: TakeStore = { ...takes, append: (id, chunk) => (isDead ? never : takes.append(id, chunk)) };
  const titleFor = () => 'Take';
  const recorder = new Recorder({
    microphone: browserMicrophone,
    takes: store,
    media,
    library,
    titleFor,
    wakeLock: () => {},
    mediaKeys: () => {},
  });
  const dies = () => {
    isDead = true;
    stop();
  };
  ends.push(() => (dies(), database.close(), media.dispose()));
  return { recorder, library, media, dies };
};

const recordFor = async (recorder: Recorder, seconds: number) => {
  await recorder.start(choice);
  const elapsed = () => ('elapsedSeconds' in recorder.state ? recorder.state.elapsedSeconds : 0);
  await expect.poll(elapsed, { timeout: 8000 }).toBeGreaterThan(seconds);
};

describe('a take', () => {
  it('is whole after Stop: it tells its duration', async () => {
    hum();
    const { recorder, library, media } = openTab();
    await recordFor(recorder, 2);
    const recording = await recorder.stop();
    const file = await library.original(recording.id);
    const { durationSeconds, audioTracks } = await media.probe(file, recording.fileName, signal);
    expect(audioTracks).toMatchObject([{ codec: 'opus' }]);
    expect(durationSeconds).toBeGreaterThan(1.8);
    expect(durationSeconds).toBeLessThan(10);
    expect(await recorder.unfinished()).toEqual([]);
  }, 20_000);

  it('of a killed tab is offered, and kept with its true duration', async () => {
    hum();
    const killed = openTab();
    await recordFor(killed.recorder, 2.2);
    killed.dies();
    const { recorder, library, media } = openTab();
    await expect.poll(() => recorder.unfinished().then((takes) => takes.length)).toBe(1);
    const [take] = await recorder.unfinished();
    expect(take!.seconds).toBeGreaterThan(0.9);
    const recording = await recorder.keep(take!.id);
    const { durationSeconds } = await media.probe(await library.original(recording.id), recording.fileName, signal);
    expect(durationSeconds).toBeGreaterThan(1);
    expect(durationSeconds).toBeLessThan(10);
    expect(await recorder.unfinished()).toEqual([]);
  }, 20_000);
});
