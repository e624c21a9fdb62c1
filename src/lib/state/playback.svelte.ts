import { type AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import { Scope } from '$lib/core/scope.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import { type CutList, toEdited, toFile } from '$lib/domain/cut-list.ts';
import { readySpare, shareSource, unload } from './playback-elements.ts';
import { Skipper } from './playback-skipper.ts';
import { TypingBrake, type WhileTyping } from './playback-typing.ts';

export const slowestRate = 0.5;
export const fastestRate = 2;

export type PlaybackSource = {
  /** The file as it came. */
  original(): Promise<Blob>;
  /** Its sound as the app decoded it, for where the browser cannot play the file; null while there is none. */
  decoded(): Promise<Blob | null>;
};

export type PlayerState =
  { kind: 'loading' } | { kind: 'ready'; plays: 'original' | 'decoded' } | { kind: 'failed'; failure: AppError };

type Options = {
  /** Seconds to go back when playing goes on after a pause. */
  autoRewindSeconds: () => number;
  /** What is known of the length: files may not tell it. Null where nothing is. */
  durationSeconds: () => number | null;
  /** What is heard where the cut is played; null where nothing is cut. */
  cutList?: () => CutList | null;
  whileTyping?: () => WhileTyping;
};

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/**
 * What plays, and what the page says of it. The elements belong to the page: `attach` takes the one that plays, and
 * `attachSpare` a second one on the same file, which takes over where something is skipped so that no gap is heard.
 */
export class Playback {
  #state = $state.raw<PlayerState>({ kind: 'loading' });
  #seconds = $state(0);
  #isPlaying = $state(false);
  #rate = $state(1);
  #volume = $state(1);
  #elementSeconds = $state<number | null>(null);
  #playsCut = $state(true);
  #loop = $state.raw<Span | null>(null);
  /** True while the spare is the one that is heard and seen. */
  #isSwapped = $state(false);

  #element: HTMLMediaElement | null = null;
  #spare: HTMLMediaElement | null = null;
  #scope = new Scope();
  #isDecoded = false;
  /** Where it was paused: playing on from there rewinds a little, from anywhere else it does not. */
  #pausedAt: number | null = null;

  readonly #skipper = new Skipper({
    active: () => this.#element,
    spare: () => readySpare(this.#spare, this.#element),
    swap: () => this.#swap(),
    route: () => ({ list: this.list, loop: this.#loop }),
  });
  readonly #brake = new TypingBrake({
    choice: () => this.options.whileTyping?.() ?? 'off',
    isPlaying: () => this.#isPlaying,
    pause: () => this.#element?.pause(),
    play: () => void this.#play(),
    slow: (share) => this.#setSpeed(share),
  });

  constructor(
    private readonly source: PlaybackSource,
    private readonly options: Options,
  ) {}

  readonly state: PlayerState = $derived(this.#state);
  readonly seconds: number = $derived(this.#seconds);
  readonly isPlaying: boolean = $derived(this.#isPlaying);
  readonly rate: number = $derived(this.#rate);
  readonly volume: number = $derived(this.#volume);
  readonly isSwapped: boolean = $derived(this.#isSwapped);
  /** The stretch that is played again and again; null for none. */
  readonly loop: Span | null = $derived(this.#loop);
  /** True where cuts are skipped, false where everything is played. */
  readonly playsCut: boolean = $derived(this.#playsCut);

  /** What is heard now; null where everything is. */
  get list(): CutList | null {
    return this.#playsCut ? (this.options.cutList?.() ?? null) : null;
  }

  /** Zero where nobody knows. */
  get durationSeconds(): number {
    return this.options.durationSeconds() ?? this.#elementSeconds ?? 0;
  }

  /** Svelte attachment: plays through this element until the result is called. */
  readonly attach = (element: HTMLMediaElement): (() => void) => {
    const scope = new Scope();
    this.#element = element;
    this.#isSwapped = false;
    this.#scope = scope;
    this.#listen(element, scope);
    void this.#load(false, scope);
    return () => {
      this.#skipper.stop();
      this.#brake.release();
      for (const one of [element, this.#element]) unload(one);
      scope.dispose();
      this.#element = null;
      this.#isPlaying = false;
    };
  };

  /** Svelte attachment: the element that takes over where something is skipped. It loads nothing before it is needed. */
  readonly attachSpare = (element: HTMLMediaElement): (() => void) => {
    const scope = new Scope();
    this.#spare = element;
    this.#listen(element, scope);
    this.routeChanged();
    return () => {
      this.#skipper.stop();
      scope.dispose();
      unload(element);
      this.#spare = null;
    };
  };

  toggle(): Promise<void> {
    if (!this.#isPlaying) return this.play();
    this.pause();
    return Promise.resolve();
  }

  play(): Promise<void> {
    this.#brake.release();
    return this.#play();
  }

  pause(): void {
    this.#brake.release();
    this.#element?.pause();
  }

  /** Somebody types: the player waits or slows down, as they chose. */
  typed(): void {
    this.#brake.typed();
  }

  seek(seconds: number): void {
    const target = clamp(seconds, 0, this.durationSeconds || Infinity);
    this.#skipper.stop();
    this.#pausedAt = null;
    this.#seconds = target;
    if (this.#loop && (target < this.#loop.start || target >= this.#loop.end)) this.#loop = null;
    if (this.#element) this.#element.currentTime = target;
    this.#skipper.plan();
  }

  /** By so many seconds of what is heard: what is cut takes no time. */
  skip(seconds: number): void {
    this.seek(this.#after(seconds));
  }

  setRate(rate: number): void {
    this.#rate = clamp(Math.round(rate * 20) / 20, slowestRate, fastestRate);
    this.#setSpeed(1);
  }

  setVolume(volume: number): void {
    this.#volume = clamp(volume, 0, 1);
    for (const element of [this.#element, this.#spare]) if (element) element.volume = this.#volume;
  }

  setPlaysCut(playsCut: boolean): void {
    this.#playsCut = playsCut;
    this.routeChanged();
  }

  /** Plays a stretch again and again, from its start; null lets playing go on past it. */
  setLoop(loop: Span | null): void {
    this.#loop = loop;
    if (loop && (this.#seconds < loop.start || this.#seconds >= loop.end)) this.seek(loop.start);
    this.routeChanged();
  }

  /** Cuts have changed: what was prepared for the next one may be wrong now. */
  routeChanged(): void {
    this.#skipper.stop();
    if (this.#spare && this.#element && (this.#loop || this.list)) shareSource(this.#spare, this.#element);
    this.#skipper.plan();
  }

  /** Takes its source anew and goes on from where it stands, as when another sound was chosen. */
  async reload(): Promise<void> {
    if (this.#element) await this.#load(false, this.#scope);
  }

  /** Tries the sound the app decoded, as when it has just been made. */
  async retry(): Promise<void> {
    if (this.#state.kind === 'failed') await this.#load(true, this.#scope);
  }

  /** Where so many seconds of what is heard lead to, in seconds of the file. */
  #after(seconds: number): number {
    const { list } = this;
    if (!list || list.kept.length === 0) return this.#seconds + seconds;
    const target = toEdited(list, this.#seconds) + seconds;
    return target < 0 ? list.kept[0]!.start : toFile(list, target);
  }

  async #play(): Promise<void> {
    const element = this.#element;
    if (!element || this.#state.kind === 'failed') return;
    const rewind = this.options.autoRewindSeconds();
    this.#read();
    // Not out of the loop: whoever pauses in it wants to hear it again.
    const least = this.#loop?.start ?? 0;
    if (this.#pausedAt !== null && this.#pausedAt === element.currentTime)
      this.seek(Math.max(least, this.#after(-rewind)));
    try {
      await element.play();
    } catch (error) {
      // A pause, or another source, while it was about to begin.
      if (!isAbort(error) && this.#isDecoded) this.#fail(error);
    }
  }

  #listen(element: HTMLMediaElement, scope: Scope): void {
    /** What the element that only stands ready does is nobody's business. */
    const listen = (event: string, run: () => void) =>
      scope.listen(element, event, () => void (this.#element === element && run()));
    element.preservesPitch = true;
    listen('play', () => {
      this.#isPlaying = true;
      this.#skipper.plan();
      this.#follow(scope);
    });
    listen('pause', () => {
      this.#isPlaying = false;
      this.#pausedAt = element.ended ? null : element.currentTime;
      this.#skipper.stop();
    });
    for (const event of ['timeupdate', 'seeked']) listen(event, () => this.#read());
    listen('durationchange', () => {
      this.#elementSeconds = Number.isFinite(element.duration) ? element.duration : null;
    });
    listen('loadedmetadata', () => {
      this.#setSpeed(1);
      element.volume = this.#volume;
      if (this.#seconds > 0) element.currentTime = this.#seconds;
      this.#state = { kind: 'ready', plays: this.#isDecoded ? 'decoded' : 'original' };
      this.routeChanged();
    });
    listen('error', () => {
      if (!element.getAttribute('src')) return;
      if (this.#isDecoded) this.#fail(element.error);
      else void this.#load(true, scope);
    });
  }

  /** Reads the clock of the element at every frame: `timeupdate` comes four times a second only. */
  #follow(scope: Scope): void {
    if (scope.isDisposed || !this.#isPlaying) return;
    this.#read();
    requestAnimationFrame(() => this.#follow(scope));
  }

  #read(): void {
    if (this.#element && !this.#element.seeking) this.#seconds = this.#element.currentTime;
  }

  #setSpeed(share: number): void {
    if (this.#element) this.#element.playbackRate = Math.max(0.25, this.#rate * share);
    this.#skipper.plan();
  }

  #swap(): void {
    [this.#element, this.#spare] = [this.#spare, this.#element];
    this.#isSwapped = !this.#isSwapped;
    this.#read();
  }

  async #load(isDecoded: boolean, scope: Scope): Promise<void> {
    this.#state = { kind: 'loading' };
    this.#isDecoded = isDecoded;
    try {
      const blob = isDecoded ? await this.source.decoded() : await this.source.original();
      if (scope.isDisposed || !this.#element) return;
      if (blob) this.#element.src = scope.objectUrl(blob);
      else this.#fail(null);
    } catch (error) {
      if (!isAbort(error) && !scope.isDisposed) this.#fail(error);
    }
  }

  #fail(cause: unknown): void {
    this.#state = { kind: 'failed', failure: toAppError(cause ?? 'not playable', 'media/unsupported') };
  }
}
