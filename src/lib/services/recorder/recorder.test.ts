import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeMicrophone } from '../../../../tests/fakes/microphone.ts';
import { fakeDevice, fakeHash } from '../../../../tests/fakes/storage.ts';
import { AppError } from '$lib/core/errors.ts';
import type { LinkFetcher, TakeStore } from '$lib/domain/ports.ts';
import { Library } from '../library.ts';
import { Recorder, type RecorderState } from './recorder.ts';

const choice = { deviceId: '', echoCancellation: false, noiseSuppression: false, autoGainControl: true };
const links: LinkFetcher = { fetchMedia: () => Promise.reject(new AppError('link/unreachable')) };
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const studio = (device = fakeDevice(), change: (takes: TakeStore) => Partial<TakeStore> = () => ({})) => {
  const { database, takes, dies } = device.tab();
  ends.push(dies);
  const { recordings, files } = database;
  const library = new Library({ recordings, files, links, hash: fakeHash });
  const microphone = new FakeMicrophone();
  const clock = { seconds: 0, awake: 0 };
  const store: TakeStore = new Proxy(takes, {
    get: (target, key: keyof TakeStore) => change(target)[key] ?? target[key].bind(target),
  });
  const recorder = new Recorder({
    microphone,
    takes: store,
    library,
    media: { repair: async (take) => new Blob(['[', take, ']']) },
    wakeLock: (scope) => {
      clock.awake++;
      scope.own(() => clock.awake--);
    },
    titleFor: (startedAt) => `Take of ${startedAt.slice(0, 4)}`,
    now: () => clock.seconds,
  });
  const states: RecorderState[] = [];
  recorder.changes.subscribe((state) => states.push(state));
  return { device, dies, recorder, microphone, clock, states, library, takes };
};

const savedBytes = (state: RecorderState) => ('savedBytes' in state ? state.savedBytes : -1);

describe('the recorder', () => {
  it('brings chunks to disk as they come and gives the take to the library', async () => {
    const { recorder, microphone, clock, states, library, takes } = studio();
    await recorder.start(choice);
    expect(recorder.state).toMatchObject({ kind: 'recording', deviceLabel: 'Desk microphone', savedBytes: 0 });
    expect(clock.awake).toBe(1);
    microphone.say('abc');
    microphone.say('');
    microphone.say('de');
    await vi.waitFor(() => expect(savedBytes(recorder.state)).toBe(5));
    const recording = await recorder.stop();
    expect(await (await library.original(recording.id)).text()).toBe('[abcdeend]');
    expect(recording).toMatchObject({ source: 'microphone', mime: 'audio/webm;codecs=opus' });
    expect(recording.title).toMatch(/^Take of \d{4}$/);
    expect(recording.fileName).toMatch(/^recording-.*\.webm$/);
    expect(await recorder.unfinished()).toEqual([]);
    expect(await takes.kept()).toMatchObject([{ recordingId: recording.id }]);
    expect([microphone.isClosed, clock.awake]).toEqual([true, 0]);
    expect([...new Set(states.map((state) => state.kind))]).toEqual(['idle', 'opening', 'recording', 'saving']);
    expect(recorder.state).toEqual({ kind: 'idle' });
  });

  it('counts time without pauses', async () => {
    const { recorder, microphone, clock } = studio();
    await recorder.start(choice);
    clock.seconds = 10;
    recorder.pause();
    expect(recorder.state).toMatchObject({ kind: 'paused', elapsedSeconds: 10, warning: null });
    expect(microphone.isPaused).toBe(true);
    clock.seconds = 100;
    recorder.resume();
    clock.seconds = 102;
    microphone.tell({ kind: 'level', peak: 0.5, rms: 0.2 });
    expect(recorder.state).toMatchObject({
      kind: 'recording',
      elapsedSeconds: 12,
      level: { peak: 0.5, rms: 0.2 },
      warning: null,
    });
    await recorder.discard();
  });

  it('says what refused the microphone, and opens it when asked again', async () => {
    const { recorder, microphone } = studio();
    microphone.refusal = new AppError('mic/denied');
    await recorder.start(choice);
    expect(recorder.state).toEqual({ kind: 'failed', failure: { code: 'mic/denied', detail: {} } });
    microphone.refusal = undefined;
    await recorder.start(choice);
    expect(recorder.state.kind).toBe('recording');
    await recorder.discard();
    expect(await recorder.unfinished()).toEqual([]);
  });

  it('stops at a lost microphone with everything kept', async () => {
    const { recorder, microphone, library } = studio();
    await recorder.start(choice);
    microphone.say('abc');
    microphone.tell({ kind: 'ended' });
    expect(recorder.state).toMatchObject({ kind: 'paused', warning: 'device-lost' });
    recorder.resume();
    expect(recorder.state.kind).toBe('paused');
    const { id } = await recorder.stop();
    expect(await (await library.original(id)).text()).toBe('[abcend]');
  });

  it('warns when the system mutes it, and stops warning', async () => {
    const { recorder, microphone } = studio();
    await recorder.start(choice);
    microphone.tell({ kind: 'muted' });
    expect(recorder.state).toMatchObject({ warning: 'muted' });
    microphone.tell({ kind: 'unmuted' });
    expect(recorder.state).toMatchObject({ warning: null });
    await recorder.discard();
  });

  it('keeps what a full disk left, and says why it stopped', async () => {
    let count = 0;
    const { recorder, microphone, library } = studio(fakeDevice(), (takes) => ({
      append: (id, chunk) => (++count > 2 ? Promise.reject(new AppError('storage/full')) : takes.append(id, chunk)),
    }));
    await recorder.start(choice);
    for (const text of ['ab', 'cd', 'ef', 'gh']) microphone.say(text);
    await vi.waitFor(() =>
      expect(recorder.state).toEqual({ kind: 'failed', failure: { code: 'storage/full', detail: { isSaved: true } } }),
    );
    let titles: string[] = [];
    library.watchAll().subscribe((rows) => (titles = rows.map((row) => row.id)));
    await vi.waitFor(() => expect(titles).toHaveLength(1));
    expect(await (await library.original(titles[0]!)).text()).toBe('[abcd]');
    expect(microphone.isClosed).toBe(true);
  });

  it('goes on when the storage worker dies in mid-take', async () => {
    let hasCrashed = false;
    const { recorder, microphone, library } = studio(fakeDevice(), (takes) => ({
      append: (id, chunk) => {
        if (hasCrashed) return takes.append(id, chunk);
        hasCrashed = true;
        return Promise.reject(new AppError('worker/crashed'));
      },
    }));
    await recorder.start(choice);
    microphone.say('abc');
    const { id } = await recorder.stop();
    expect(await (await library.original(id)).text()).toBe('[abcend]');
  });

  it('offers a take again whose tab was killed, keeps it once, and deletes one that is not wanted', async () => {
    const first = studio();
    for (const text of ['one', 'two']) {
      await first.recorder.start(choice);
      first.microphone.say(text);
      await vi.waitFor(() => expect(savedBytes(first.recorder.state)).toBe(3));
      first.dies();
      Object.assign(first, studio(first.device));
    }
    first.device.disk.crash(() => 0.99);
    const { recorder, library } = studio(first.device);
    const [one, two] = await recorder.unfinished();
    expect([one, two]).toMatchObject([{ sizeBytes: 3 }, { sizeBytes: 3 }]);
    const recording = await recorder.keep(one!.id);
    expect(await (await library.original(recording.id)).text()).toBe('[one]');
    expect(recording.createdAt).toBe(one!.startedAt);
    await recorder.discardTake(two!.id);
    expect(await recorder.unfinished()).toEqual([]);
    await expect(recorder.keep(two!.id)).rejects.toMatchObject({ code: 'media/missing' });
  });

  it('leaves the take among the unfinished when the library cannot take it', async () => {
    const { recorder, microphone, library } = studio();
    await recorder.start(choice);
    microphone.say('abc');
    vi.spyOn(library, 'addFile').mockRejectedValueOnce(new AppError('storage/full'));
    await expect(recorder.stop()).rejects.toMatchObject({ code: 'storage/full' });
    expect(recorder.state).toMatchObject({ kind: 'failed', failure: { code: 'storage/full' } });
    const [take] = await recorder.unfinished();
    expect(await (await library.original((await recorder.keep(take!.id)).id)).text()).toBe('[abcend]');
  });

  it('leaves nothing of a take in which nothing was heard', async () => {
    const { recorder, microphone, takes } = studio();
    microphone.lastChunk = new Blob([]);
    await recorder.start(choice);
    await expect(recorder.stop()).rejects.toMatchObject({ code: 'media/empty' });
    expect(await takes.unfinished()).toEqual([]);
    expect(recorder.state).toMatchObject({ kind: 'failed', failure: { code: 'media/empty' } });
  });
});
