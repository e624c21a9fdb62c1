import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listOf } from '$lib/domain/cut-list.ts';
import { nextJump, type Route } from './playback-jumps.ts';
import { Skipper, type Player } from './playback-skipper.ts';
import { TypingBrake, typingPauseMs, type WhileTyping } from './playback-typing.ts';

const spans = (...edges: [number, number][]) => edges.map(([start, end]) => ({ start, end }));
const list = listOf(spans([0, 2], [4, 6], [7, 9]), 10);

describe('nextJump', () => {
  it('goes from the end of what is heard to where it goes on, and stops at the last cut', () => {
    const route = { list, loop: null };
    expect(nextJump(route, 1)).toEqual({ at: 2, to: 4 });
    expect(nextJump(route, 3)).toEqual({ at: 3, to: 4 });
    expect(nextJump(route, 5)).toEqual({ at: 6, to: 7 });
    expect(nextJump(route, 8)).toEqual({ at: 9, to: null });
    expect(nextJump({ list: listOf(spans([2, 10]), 10), loop: null }, 3)).toBeNull();
    expect(nextJump({ list: null, loop: null }, 3)).toBeNull();
  });

  it('closes a loop, over cuts and without', () => {
    expect(nextJump({ list: null, loop: { start: 1, end: 3 } }, 2)).toEqual({ at: 3, to: 1 });
    expect(nextJump({ list, loop: { start: 1, end: 5 } }, 1.5)).toEqual({ at: 2, to: 4 });
    expect(nextJump({ list, loop: { start: 1, end: 5 } }, 4.5)).toEqual({ at: 5, to: 1 });
    expect(nextJump({ list, loop: { start: 3, end: 6.5 } }, 5)).toEqual({ at: 6, to: 4 });
    expect(nextJump({ list, loop: { start: 1, end: 3 } }, 8)).toEqual({ at: 9, to: null });
    expect(nextJump({ list, loop: { start: 2.5, end: 3.5 } }, 3)).toEqual({ at: 3, to: 4 });
  });
});

/** A player whose clock is the fake one: play begins `latencyMs` late, a seek takes `seekMs`. */
class FakePlayer implements Player {
  playbackRate = 1;
  muted = false;
  paused = true;
  readyState = 4;
  #from = 0;
  #since: number | null = null;
  #seekUntil = 0;
  constructor(
    private readonly latencyMs: number,
    private readonly seekMs = 30,
  ) {}
  get seeking() {
    return Date.now() < this.#seekUntil;
  }
  get currentTime() {
    const ran = this.#since === null ? 0 : Math.max(0, Date.now() - Math.max(this.#since, this.#seekUntil));
    return this.#from + (ran / 1000) * this.playbackRate;
  }
  set currentTime(seconds: number) {
    this.#from = seconds;
    this.#seekUntil = Date.now() + this.seekMs;
    if (this.#since !== null) this.#since = Date.now();
  }
  play = async () => {
    this.paused = false;
    this.#from = this.currentTime;
    this.#since = Date.now() + this.latencyMs;
  };
  pause = () => {
    this.#from = this.currentTime;
    this.#since = null;
    this.paused = true;
  };
}

/** Plays for a while and tells, each millisecond, what is heard. */
const hear = async (route: Route, from: number, milliseconds: number, latencyMs: number) => {
  let [active, spare] = [new FakePlayer(latencyMs), new FakePlayer(latencyMs)];
  const [first, second] = [active, spare];
  spare.muted = true;
  const skipper = new Skipper({
    active: () => active,
    spare: () => spare,
    swap: () => ([active, spare] = [spare, active]),
    route: () => route,
  });
  active.currentTime = from;
  await vi.advanceTimersByTimeAsync(100);
  void active.play();
  skipper.plan();
  await vi.advanceTimersByTimeAsync(latencyMs);
  const heard: (number | null)[] = [];
  for (let now = 0; now < milliseconds; now += 1) {
    const sounding = [first, second].filter((one) => !one.paused && !one.muted && !one.seeking);
    expect(sounding.length).toBeLessThan(2);
    heard.push(sounding[0]?.currentTime ?? null);
    await vi.advanceTimersByTimeAsync(1);
  }
  skipper.stop();
  return heard;
};

describe('Skipper', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([0, 20, 60])(
    'lets nothing of a cut be heard, and leaves no gap, with players %d ms late',
    async (latencyMs) => {
      const heard = await hear({ list, loop: null }, 0.5, 6000, latencyMs);
      const cut = heard.filter((at) => at !== null && ((at > 2.006 && at < 3.994) || (at > 6.006 && at < 6.994)));
      expect(cut).toEqual([]);
      const last = heard.findLastIndex((at) => at !== null);
      expect(heard[last]!).toBeGreaterThan(8.99);
      // The first jump may wait for a late player, as much as nobody could know before; the next one knows.
      const silent = heard.slice(0, last).filter((at) => at === null).length;
      expect(silent).toBeLessThan(latencyMs * 1.5 + 12);
      const second = heard.findIndex((at) => at !== null && at > 5.9);
      expect(heard.slice(second, second + 300).filter((at) => at === null).length).toBeLessThanOrEqual(
        latencyMs / 2 + 8,
      );
    },
  );

  it('plays a loop again and again', async () => {
    const heard = await hear({ list: null, loop: { start: 1, end: 2.5 } }, 1, 6000, 10);
    expect(heard.filter((at) => at !== null && (at < 0.98 || at > 2.51))).toEqual([]);
    const rounds = heard.filter((at, index) => at !== null && index > 0 && at < (heard[index - 1] ?? 0) - 1).length;
    expect(rounds).toBeGreaterThanOrEqual(3);
    expect(heard.filter((at) => at === null).length).toBeLessThan(60);
  });

  it('goes on at the speed that was chosen just before a cut', async () => {
    let [active, spare] = [new FakePlayer(0), new FakePlayer(0)];
    const swap = () => ([active, spare] = [spare, active]);
    const first = active;
    const route = { list, loop: null };
    const skipper = new Skipper({ active: () => active, spare: () => spare, swap, route: () => route });
    active.currentTime = 1.3;
    await vi.advanceTimersByTimeAsync(100);
    void active.play();
    skipper.plan();
    await vi.advanceTimersByTimeAsync(200);
    active.playbackRate = 0.75;
    skipper.plan();
    await vi.advanceTimersByTimeAsync(1000);
    expect([active !== first, active.muted, active.playbackRate]).toEqual([true, false, 0.75]);
    skipper.stop();
  });

  it('is out of a cut at once where playing begins in one', async () => {
    const heard = await hear({ list, loop: null }, 3, 200, 0);
    expect(heard.filter((at) => at !== null && at > 3.01 && at < 4)).toEqual([]);
    expect(heard.at(-1)!).toBeGreaterThan(4);
  });
});

describe('TypingBrake', () => {
  let isPlaying = true;
  const done: string[] = [];
  const brake = (choice: WhileTyping) =>
    new TypingBrake({
      choice: () => choice,
      isPlaying: () => isPlaying,
      pause: () => void (done.push('pause'), (isPlaying = false)),
      play: () => void (done.push('play'), (isPlaying = true)),
      slow: (share) => void done.push(`slow ${share}`),
    });
  beforeEach(() => {
    vi.useFakeTimers();
    isPlaying = true;
    done.length = 0;
  });
  afterEach(() => void vi.useRealTimers());

  it('holds while somebody types and goes on after', () => {
    const held = brake('pause');
    held.typed();
    vi.advanceTimersByTime(typingPauseMs - 1);
    held.typed();
    vi.advanceTimersByTime(typingPauseMs - 1);
    expect(isPlaying).toBe(false);
    vi.advanceTimersByTime(1);
    expect(isPlaying).toBe(true);
  });

  it('slows down and speeds up', () => {
    brake('slow').typed();
    vi.advanceTimersByTime(typingPauseMs);
    expect(done).toEqual(['slow 0.6', 'slow 1']);
  });

  it('starts nothing that did not play, or that the person stopped', () => {
    isPlaying = false;
    brake('pause').typed();
    vi.advanceTimersByTime(typingPauseMs * 2);
    expect(done).toEqual([]);
    isPlaying = true;
    const held = brake('pause');
    held.typed();
    held.release();
    vi.advanceTimersByTime(typingPauseMs * 2);
    expect(isPlaying).toBe(false);
    brake('off').typed();
    expect(done).toEqual(['pause']);
  });
});
