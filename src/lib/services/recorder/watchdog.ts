export type Warning = 'silent' | 'muted' | 'clipping' | 'device-lost' | 'switched' | 'them-ended' | 'disk-low';

const chunkSeconds = 2;
const silenceSeconds = 5;
const deadSeconds = 1.5;
const clippingSeconds = 1;
const newsSeconds = 10;
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
  /** When anything but digital zero came: a live microphone always rustles, a switched-off one does not. */
  #lastRustle: number | null = null;
  #lastClip = -Infinity;
  #news: { kind: 'switched' | 'them-ended'; at: number } | null = null;
  #isMuted = false;
  #isLost = false;
  #isDiskLow = false;

  constructor(nowSeconds: number) {
    this.#lastChunk = nowSeconds;
  }

  level(peak: number, nowSeconds: number): void {
    if (peak >= silentPeak || this.#lastSound === null) this.#lastSound = nowSeconds;
    if (peak > 0 || this.#lastRustle === null) this.#lastRustle = nowSeconds;
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

  /** Sound comes from another device. */
  switched(nowSeconds: number): void {
    this.#isLost = false;
    this.#isMuted = false;
    this.#news = { kind: 'switched', at: nowSeconds };
    this.rest(nowSeconds);
  }

  themEnded(nowSeconds: number): void {
    this.#news = { kind: 'them-ended', at: nowSeconds };
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Nothing is expected while paused: waiting starts anew. */
  rest(nowSeconds: number): void {
    this.#lastChunk = nowSeconds;
    if (this.#lastSound !== null) this.#lastSound = nowSeconds;
    if (this.#lastRustle !== null) this.#lastRustle = nowSeconds;
  }

  /** The gravest of what is wrong now. */
  warning(nowSeconds: number): Warning | null {
    if (this.#isLost || nowSeconds - this.#lastChunk > chunkSeconds) return 'device-lost';
    if (this.#isMuted || isPast(this.#lastRustle, deadSeconds, nowSeconds)) return 'muted';
    if (this.#isDiskLow) return 'disk-low';
    if (this.#news && nowSeconds - this.#news.at < newsSeconds) return this.#news.kind;
    if (isPast(this.#lastSound, silenceSeconds, nowSeconds)) return 'silent';
    return nowSeconds - this.#lastClip < clippingSeconds ? 'clipping' : null;
  }
}

const isPast = (since: number | null, seconds: number, now: number): boolean => since !== null && now - since > seconds;
