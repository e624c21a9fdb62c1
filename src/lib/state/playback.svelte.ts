import { type AppError, isAbort, toAppError } from '$lib/core/errors.ts';
import { Scope } from '$lib/core/scope.ts';

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
};

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** One audio or video element and what the page says of it. The element belongs to the page: `attach` takes it. */
export class Playback {
  #state = $state.raw<PlayerState>({ kind: 'loading' });
  #seconds = $state(0);
  #isPlaying = $state(false);
  #rate = $state(1);
  #volume = $state(1);
  #elementSeconds = $state<number | null>(null);

  #element: HTMLMediaElement | null = null;
  #scope = new Scope();
  #isDecoded = false;
  /** Where it was paused: playing on from there rewinds a little, from anywhere else it does not. */
  #pausedAt: number | null = null;

  constructor(
    private readonly source: PlaybackSource,
    private readonly options: Options,
  ) {}

  get state(): PlayerState {
    return this.#state;
  }

  get seconds(): number {
    return this.#seconds;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get rate(): number {
    return this.#rate;
  }

  get volume(): number {
    return this.#volume;
  }

  /** Zero where nobody knows. */
  get durationSeconds(): number {
    return this.options.durationSeconds() ?? this.#elementSeconds ?? 0;
  }

  /** Svelte attachment: plays through this element until the result is called. */
  readonly attach = (element: HTMLMediaElement): (() => void) => {
    const scope = new Scope();
    this.#element = element;
    this.#scope = scope;
    this.#listen(element, scope);
    element.preservesPitch = true;
    void this.#load(false, scope);
    return () => {
      element.pause();
      element.removeAttribute('src');
      element.load();
      scope.dispose();
      this.#element = null;
      this.#isPlaying = false;
    };
  };

  toggle(): Promise<void> {
    if (!this.#isPlaying) return this.play();
    this.pause();
    return Promise.resolve();
  }

  async play(): Promise<void> {
    const element = this.#element;
    if (!element || this.#state.kind === 'failed') return;
    const rewind = this.options.autoRewindSeconds();
    if (this.#pausedAt !== null && this.#pausedAt === element.currentTime) this.seek(element.currentTime - rewind);
    try {
      await element.play();
    } catch (error) {
      // A pause, or another source, while it was about to begin.
      if (!isAbort(error) && this.#isDecoded) this.#fail(error);
    }
  }

  pause(): void {
    this.#element?.pause();
  }

  seek(seconds: number): void {
    const target = clamp(seconds, 0, this.durationSeconds || Infinity);
    this.#pausedAt = null;
    this.#seconds = target;
    if (this.#element) this.#element.currentTime = target;
  }

  skip(seconds: number): void {
    this.seek(this.#seconds + seconds);
  }

  setRate(rate: number): void {
    this.#rate = clamp(Math.round(rate * 20) / 20, slowestRate, fastestRate);
    if (this.#element) this.#element.playbackRate = this.#rate;
  }

  setVolume(volume: number): void {
    this.#volume = clamp(volume, 0, 1);
    if (this.#element) this.#element.volume = this.#volume;
  }

  /** Tries the sound the app decoded, as when it has just been made. */
  async retry(): Promise<void> {
    if (this.#state.kind === 'failed') await this.#load(true, this.#scope);
  }

  #listen(element: HTMLMediaElement, scope: Scope): void {
    scope.listen(element, 'play', () => {
      this.#isPlaying = true;
      this.#follow(scope);
    });
    scope.listen(element, 'pause', () => {
      this.#isPlaying = false;
      this.#pausedAt = element.ended ? null : element.currentTime;
    });
    for (const event of ['timeupdate', 'seeked']) scope.listen(element, event, () => this.#read());
    scope.listen(element, 'durationchange', () => {
      this.#elementSeconds = Number.isFinite(element.duration) ? element.duration : null;
    });
    scope.listen(element, 'loadedmetadata', () => {
      element.playbackRate = this.#rate;
      element.volume = this.#volume;
      if (this.#seconds > 0) element.currentTime = this.#seconds;
      this.#state = { kind: 'ready', plays: this.#isDecoded ? 'decoded' : 'original' };
    });
    scope.listen(element, 'error', () => {
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
