import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { Playback } from './playback.svelte.ts';

/** As much of a media element as playback touches; it tells of its changes as a real one does. */
class FakeElement extends EventTarget {
  currentTime = 0;
  duration = NaN;
  playbackRate = 1;
  volume = 1;
  preservesPitch = false;
  ended = false;
  seeking = false;
  error = null;
  paused = true;
  #src = '';
  get src() {
    return this.#src;
  }
  set src(url: string) {
    this.#src = url;
  }
  getAttribute = () => this.#src;
  removeAttribute = () => (this.#src = '');
  load() {}
  play = async () => {
    this.paused = false;
    this.dispatchEvent(new Event('play'));
  };
  pause() {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }
  loaded(duration: number) {
    this.duration = duration;
    this.dispatchEvent(new Event('durationchange'));
    this.dispatchEvent(new Event('loadedmetadata'));
  }
}

const asked: string[] = [];
const source = {
  original: async () => {
    asked.push('original');
    return new Blob(['original']);
  },
  decoded: async () => {
    asked.push('decoded');
    return new Blob(['decoded']);
  },
};
const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe('Playback', () => {
  let element: FakeElement;
  let playback: Playback;
  let detach: () => void;
  const start = async (from: typeof source = source, duration: number | null = 60) => {
    playback = new Playback(from, { autoRewindSeconds: () => 1.5, durationSeconds: () => duration });
    element = new FakeElement();
    detach = playback.attach(element as unknown as HTMLMediaElement);
    await settle();
  };

  beforeEach(async () => {
    vi.stubGlobal('requestAnimationFrame', () => 0);
    asked.length = 0;
    await start();
  });
  afterEach(() => {
    detach();
    vi.unstubAllGlobals();
  });

  it('plays the original, with the pitch kept', () => {
    element.loaded(60);
    expect(playback.state).toEqual({ kind: 'ready', plays: 'original' });
    expect(element.preservesPitch).toBe(true);
    expect(asked).toEqual(['original']);
  });

  it('plays the decoded sound where the browser cannot play the file', async () => {
    element.dispatchEvent(new Event('error'));
    await settle();
    expect(asked).toEqual(['original', 'decoded']);
    element.loaded(60);
    expect(playback.state).toEqual({ kind: 'ready', plays: 'decoded' });
  });

  it('says so where neither plays, and tries again when asked to', async () => {
    element.dispatchEvent(new Event('error'));
    await settle();
    element.dispatchEvent(new Event('error'));
    expect(playback.state).toMatchObject({ kind: 'failed', failure: { code: 'media/unsupported' } });
    await playback.retry();
    element.loaded(60);
    expect(playback.state.kind).toBe('ready');
  });

  it('tells why the file is not there', async () => {
    detach();
    await start({ ...source, original: () => Promise.reject(new AppError('media/missing')) });
    expect(playback.state).toMatchObject({ kind: 'failed', failure: { code: 'media/missing' } });
  });

  it('goes back a little when it plays on after a pause, and not after a seek', async () => {
    element.loaded(60);
    await playback.play();
    element.currentTime = 10;
    playback.pause();
    await playback.play();
    expect(element.currentTime).toBe(8.5);
    playback.pause();
    playback.seek(20);
    await playback.play();
    expect(element.currentTime).toBe(20);
  });

  it('plays a stretch again and again, from its start, until somebody goes elsewhere', async () => {
    element.loaded(60);
    playback.seek(30);
    playback.setLoop({ start: 10, end: 11 });
    expect([playback.loop, element.currentTime]).toEqual([{ start: 10, end: 11 }, 10]);
    await playback.play();
    expect(element.currentTime).toBe(10);
    playback.seek(10.5);
    expect(playback.loop).not.toBeNull();
    playback.setLoop({ start: 10.2, end: 12 });
    expect(element.currentTime).toBe(10.5);
    playback.seek(12);
    expect(playback.loop).toBeNull();
    playback.setLoop({ start: 10, end: 11 });
    playback.setLoop(null);
    expect([playback.loop, element.currentTime]).toEqual([null, 10]);
  });

  it('goes on with its loop after a pause near the start of it', async () => {
    element.loaded(60);
    playback.setLoop({ start: 10, end: 11 });
    await playback.play();
    element.currentTime = 10.7;
    playback.pause();
    await playback.play();
    expect([playback.loop, element.currentTime]).toEqual([{ start: 10, end: 11 }, 10]);
  });

  it('stays within the recording', () => {
    playback.seek(99);
    expect([playback.seconds, element.currentTime]).toEqual([60, 60]);
    playback.skip(-99);
    expect(playback.seconds).toBe(0);
  });

  it('keeps its speed within half and double, in steps of 0.05, over a change of source', () => {
    playback.setRate(1.234);
    expect(playback.rate).toBe(1.25);
    playback.setRate(9);
    element.playbackRate = 1;
    element.loaded(60);
    expect(element.playbackRate).toBe(2);
    playback.setRate(0);
    expect(playback.rate).toBe(0.5);
  });

  it('believes what is known of the length before what the file says', async () => {
    element.loaded(61.7);
    expect(playback.durationSeconds).toBe(60);
    detach();
    await start(source, null);
    expect(playback.durationSeconds).toBe(0);
    element.loaded(Infinity);
    expect(playback.durationSeconds).toBe(0);
    element.loaded(61.7);
    expect(playback.durationSeconds).toBe(61.7);
  });

  it('goes on from the same place when the page gives it another element', async () => {
    element.loaded(60);
    playback.seek(12);
    detach();
    element = new FakeElement();
    detach = playback.attach(element as unknown as HTMLMediaElement);
    await settle();
    element.loaded(60);
    expect(element.currentTime).toBe(12);
  });
});
