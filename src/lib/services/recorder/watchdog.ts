export type Warning = 'silent' | 'muted' | 'clipping' | 'device-lost' | 'disk-low';

const chunkSeconds = 3;
const silenceSeconds = 5;
const clippingSeconds = 1;
/** −60 dBFS: under it a room's own noise would be remarkable. */
const silentPeak = 0.001;
const clippedPeak = 0.99;

/**
 * Watches a running take for what a person would only notice too late. Times in seconds of any clock that goes on
 * steadily; a pause is told with `rest`.
 */
export class Watchdog {
  #lastChunk: number;
  /** Null until a level was seen: without a meter nothing is said of silence. */
  #lastSound: number | null = null;
  #lastClip = -Infinity;
  #isMuted = false;
  #isLost = false;
  #isDiskLow = false;

  constructor(nowSeconds: number) {
    this.#lastChunk = nowSeconds;
  }

  level(peak: number, nowSeconds: number): void {
    if (peak >= silentPeak || this.#lastSound === null) this.#lastSound = nowSeconds;
    if (peak >= clippedPeak) this.#lastClip = nowSeconds;
  }

  chunk(nowSeconds: number, isDiskLow: boolean): void {
    this.#lastChunk = nowSeconds;
    this.#isDiskLow = isDiskLow;
  }

  muted(isMuted: boolean): void {
    this.#isMuted = isMuted;
  }

  lost(): void {
    this.#isLost = true;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Nothing is expected while paused: waiting starts anew. */
  rest(nowSeconds: number): void {
    this.#lastChunk = nowSeconds;
    if (this.#lastSound !== null) this.#lastSound = nowSeconds;
  }

  /** The gravest of what is wrong now. */
  warning(nowSeconds: number): Warning | null {
    if (this.#isLost || nowSeconds - this.#lastChunk > chunkSeconds) return 'device-lost';
    if (this.#isMuted) return 'muted';
    if (this.#isDiskLow) return 'disk-low';
    if (this.#lastSound !== null && nowSeconds - this.#lastSound > silenceSeconds) return 'silent';
    return nowSeconds - this.#lastClip < clippingSeconds ? 'clipping' : null;
  }
}
