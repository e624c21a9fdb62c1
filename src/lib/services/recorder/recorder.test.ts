import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { sampleChoice } from '../../../../tests/fakes/microphone.ts';
import { studio } from '../../../../tests/fakes/studio.ts';
import { fakeDevice, firstOf } from '../../../../tests/fakes/storage.ts';
import { AppError } from '$lib/core/errors.ts';
import { type RecorderState } from './recorder.ts';

const choice = sampleChoice();
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

  it('goes on with another microphone when its own is lost, and says so for a while', async () => {
    const { recorder, microphone, clock, library } = studio();
    await recorder.start({ ...choice, deviceId: 'headset', autoGainControl: true });
    microphone.say('abc');
    microphone.tell({ kind: 'ended' });
    expect(recorder.state).toMatchObject({ kind: 'recording', warning: 'device-lost' });
    await vi.waitFor(() => expect(recorder.state).toMatchObject({ kind: 'recording', warning: 'switched' }));
    expect(microphone.switched).toEqual([{ ...choice, deviceId: '', autoGainControl: true }]);
    clock.seconds = 11;
    microphone.say('def');
    await vi.waitFor(() => expect(savedBytes(recorder.state)).toBe(6));
    expect(recorder.state).toMatchObject({ elapsedSeconds: 11, warning: null });
    const { id } = await recorder.stop();
    expect(await (await library.original(id)).text()).toBe('[abcdefend]');
  });

  it('waits with everything kept when there is no other microphone, and goes on by itself when one comes', async () => {
    const { recorder, microphone, clock, library } = studio();
    await recorder.start(choice);
    microphone.say('abc');
    microphone.switchRefusal = new AppError('mic/missing');
    clock.seconds = 4;
    microphone.tell({ kind: 'ended' });
    await vi.waitFor(() => expect(recorder.state).toMatchObject({ kind: 'paused', warning: 'device-lost' }));
    clock.seconds = 60;
    recorder.resume();
    expect(recorder.state).toMatchObject({ kind: 'paused', elapsedSeconds: 4 });
    microphone.switchRefusal = undefined;
    microphone.tell({ kind: 'devices' });
    await vi.waitFor(() => expect(recorder.state).toMatchObject({ kind: 'recording', warning: 'switched' }));
    clock.seconds = 62;
    expect(microphone.isPaused).toBe(false);
    const { id } = await recorder.stop();
    expect(await (await library.original(id)).text()).toBe('[abcend]');
  });

  it('stays paused after a switch when the person had paused', async () => {
    const { recorder, microphone } = studio();
    await recorder.start(choice);
    recorder.pause();
    microphone.tell({ kind: 'ended' });
    await vi.waitFor(() => expect(microphone.switched).toHaveLength(1));
    expect(recorder.state.kind).toBe('paused');
    recorder.resume();
    expect(recorder.state.kind).toBe('recording');
    await recorder.discard();
  });

  it('changes microphone and gain in mid-take; one that is refused changes nothing', async () => {
    const { recorder, microphone } = studio();
    await recorder.start(choice);
    await recorder.switchTo({ ...choice, deviceId: 'd2' });
    expect(microphone.switched.map(({ deviceId }) => deviceId)).toEqual(['d2']);
    recorder.setGain(6);
    expect(microphone.gainDecibels).toBe(6);
    microphone.switchRefusal = new AppError('mic/busy');
    await expect(recorder.switchTo({ ...choice, deviceId: 'd3' })).rejects.toMatchObject({ code: 'mic/busy' });
    expect(recorder.state.kind).toBe('recording');
    await recorder.discard();
  });

  it('keeps what there is when the encoder breaks', async () => {
    const { recorder, microphone, library } = studio();
    await recorder.start(choice);
    microphone.say('abc');
    await vi.waitFor(() => expect(savedBytes(recorder.state)).toBe(3));
    microphone.tell({ kind: 'broken' });
    await vi.waitFor(() =>
      expect(recorder.state).toMatchObject({
        kind: 'failed',
        failure: { code: 'mic/lost', detail: { isSaved: true } },
      }),
    );
    const [row] = await firstOf(library.watchAll(), (rows) => rows.length > 0);
    expect(await (await library.original(row!.id)).text()).toBe('[abc]');
  });

  it('keeps markers with the recording, in its row', async () => {
    const { recorder, clock, library } = studio();
    await recorder.start(choice);
    clock.seconds = 3;
    const first = recorder.mark()!;
    clock.seconds = 7;
    const second = recorder.mark()!;
    recorder.annotate(first.id, 'decision');
    recorder.unmark(second.id);
    expect(recorder.state).toMatchObject({ markers: [{ at: 3, note: 'decision' }] });
    const { id } = await recorder.stop();
    const kept = await firstOf(library.watch(id));
    expect(kept?.markers).toEqual([{ id: first.id, at: 3, note: 'decision' }]);
    expect(recorder.mark()).toBeUndefined();
  });

  it('gives the markers and the layout of a take back whose tab was killed', async () => {
    const killed = studio();
    await killed.recorder.start({ ...choice, channels: 'me-them' });
    killed.microphone.say('abc');
    await vi.waitFor(() => expect(savedBytes(killed.recorder.state)).toBe(3));
    killed.clock.seconds = 5;
    killed.recorder.annotate(killed.recorder.mark()!.id, 'here');
    await vi.waitFor(async () => {
      const { takeId } = killed.recorder.state as { takeId: string };
      const text = await (await killed.device.disk.blob(`takes/${takeId}/markers`))?.text();
      expect(text).toContain('here');
    });
    killed.dies();
    killed.device.disk.crash(() => 0.99);
    const { recorder } = studio(killed.device);
    const [take] = await recorder.unfinished();
    expect(await recorder.keep(take!.id)).toMatchObject({ layout: 'me-them', markers: [{ at: 5, note: 'here' }] });
  });

  it('stops by itself when its time is over, and when a key outside the page asks', async () => {
    const { recorder, microphone, clock, pressed } = studio();
    const stop = vi.fn();
    await recorder.start(choice, { autostopSeconds: 60, stop });
    clock.seconds = 59;
    microphone.tell({ kind: 'level', peak: 0.5, rms: 0.2 });
    expect(stop).not.toHaveBeenCalled();
    clock.seconds = 60;
    microphone.tell({ kind: 'level', peak: 0.5, rms: 0.2 });
    microphone.tell({ kind: 'level', peak: 0.5, rms: 0.2 });
    expect(stop).toHaveBeenCalledTimes(1);
    await recorder.discard();
    await recorder.start(choice, { autostopSeconds: null, stop });
    pressed().pause();
    expect([recorder.state.kind, pressed().isPaused()]).toEqual(['paused', true]);
    pressed().resume();
    expect(recorder.state.kind).toBe('recording');
    pressed().stop();
    expect(stop).toHaveBeenCalledTimes(2);
    await recorder.discard();
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
    await vi.waitFor(
      () =>
        expect(recorder.state).toMatchObject({
          kind: 'failed',
          failure: { code: 'storage/full', detail: { isSaved: true } },
        }),
      { timeout: 5000 },
    );
    let titles: string[] = [];
    library.watchAll().subscribe((rows) => (titles = rows.map((row) => row.id)));
    await vi.waitFor(() => expect(titles).toHaveLength(1));
    expect(await (await library.original(titles[0]!)).text()).toBe('[abcd]');
    expect(recorder.state).toMatchObject({ failure: { detail: { recordingId: titles[0] } } });
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
