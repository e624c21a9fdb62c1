import { nextJump, type Jump, type Route } from './playback-jumps.ts';

/** How long before a jump the spare is set going unheard, in seconds of the clock. */
const leadSeconds = 0.2;
/** How much longer before that it is sent to its place: a seek takes a moment. */
const primeSeconds = 0.6;
/** Near a jump the clock is read this often. */
const closeMs = 4;
/** A jump is taken when it is nearer than half a reading. */
const toleranceSeconds = 0.003;

/** As much of a media element as is needed here. */
export type Player = Pick<
  HTMLMediaElement,
  'currentTime' | 'playbackRate' | 'muted' | 'paused' | 'play' | 'pause' | 'seeking' | 'readyState'
>;

export type SkipperPorts = {
  active(): Player | null;
  /** Null where there is none, or none that is loaded. */
  spare(): Player | null;
  /** The spare is heard from now on. */
  swap(): void;
  route(): Route;
};

/**
 * Skips what is cut, and closes a loop, without a gap: a second element stands ready at the place where playing goes on,
 * is set going unheard a moment before, and takes over when the first reaches the cut. A seek of the one element would
 * be heard as a hole. Where the spare is not ready in time, the one element seeks after all.
 */
export class Skipper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next: Jump | null = null;
  #primed: Jump | null = null;
  #isStarted = false;
  /** The first element has come to the end and is not heard any more; the spare is about to be. */
  #taking: Jump | null = null;
  /** How late a spare began the last times, in seconds: it is started so much sooner. */
  #lateSeconds = 0.02;

  constructor(private readonly ports: SkipperPorts) {}

  /** Looks at the clock and plans the next look. Called when playing starts, and when place, speed or cuts change. */
  plan(): void {
    clearTimeout(this.#timer);
    const active = this.ports.active();
    if (!active || active.paused) return this.stop();
    if (active.seeking) return this.#again(closeMs * 4);
    if (this.#taking) return this.#take(this.#taking);
    // One that was near may be behind by now: the clock is read now and then only.
    const isPast = this.#next !== null && active.currentTime >= this.#next.at;
    const jump = isPast ? this.#next : nextJump(this.ports.route(), active.currentTime);
    if (!jump) return this.stop();
    this.#next = jump;
    const left = (jump.at - active.currentTime) / active.playbackRate;
    if (left <= toleranceSeconds) return this.#jump(jump);
    this.#prepare(jump, left);
    const calm = left - primeSeconds - leadSeconds;
    this.#again(calm > 0 ? calm * 1000 : left > leadSeconds + 0.1 ? 20 : closeMs);
  }

  /** Lets go of what was prepared. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isStarted) this.ports.spare()?.pause();
    const active = this.ports.active();
    if (this.#taking && active) active.muted = false;
    this.#taking = null;
    this.#next = null;
    this.#primed = null;
    this.#isStarted = false;
  }

  #again(milliseconds: number): void {
    this.#timer = setTimeout(() => this.plan(), milliseconds);
  }

  #prepare(jump: Jump, left: number): void {
    const [active, spare] = [this.ports.active()!, this.ports.spare()];
    if (jump.to === null || !spare || left > primeSeconds + leadSeconds) return;
    if (this.#primed?.at !== jump.at || this.#primed.to !== jump.to) {
      // A stretch shorter than the lead: the spare begins as much before its place as there is left.
      const lead = Math.min(leadSeconds, Math.max(0, left - 0.08), jump.to / active.playbackRate);
      spare.pause();
      spare.muted = true;
      spare.playbackRate = active.playbackRate;
      spare.currentTime = jump.to - lead * active.playbackRate;
      this.#primed = jump;
      this.#isStarted = false;
    }
    const ahead = (jump.to - spare.currentTime) / active.playbackRate + this.#lateSeconds;
    if (!this.#isStarted && !spare.seeking && left <= ahead) {
      this.#isStarted = true;
      void spare.play().catch(() => (this.#isStarted = false));
    }
  }

  #jump(jump: Jump): void {
    const [active, spare] = [this.ports.active()!, this.ports.spare()];
    const isReady = spare !== null && this.#isStarted && this.#primed?.to === jump.to && !spare.seeking;
    if (jump.to === null) {
      active.pause();
      return this.stop();
    }
    if (isReady) {
      this.#learn((jump.to - spare.currentTime) / active.playbackRate);
      this.#taking = jump;
      return this.#take(jump);
    }
    this.stop();
    active.currentTime = jump.to;
    this.#again(closeMs * 4);
  }

  /** Silences the first element, and lets the spare be heard as soon as it is out of the cut. */
  #take(jump: Jump): void {
    const [active, spare] = [this.ports.active()!, this.ports.spare()];
    if (!spare || spare.paused) {
      this.stop();
      active.currentTime = jump.to!;
      return this.#again(closeMs * 4);
    }
    active.muted = true;
    // The speed may have been changed since the spare was made ready.
    spare.playbackRate = active.playbackRate;
    if (jump.to! - spare.currentTime > toleranceSeconds * active.playbackRate) return this.#again(closeMs);
    this.#taking = this.#next = this.#primed = null;
    this.#isStarted = false;
    spare.muted = false;
    this.ports.swap();
    active.pause();
    this.plan();
  }

  /** `late`: how far the spare was still from its place when it should have been there; negative where it came early. */
  #learn(late: number): void {
    this.#lateSeconds = Math.min(0.15, Math.max(0, this.#lateSeconds + late / 2));
  }
}
