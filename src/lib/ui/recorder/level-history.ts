import { meterFraction } from './decibels.ts';

const barPx = 3;
const gapPx = 3;
const clipped = 0.99;

type Bar = { height: number; isClipped: boolean };

/** The last seconds of sound as bars, the newest at the right. */
export class LevelHistory {
  #bars: Bar[] = [];
  #last: unknown;

  /** Adds a reading; the same one again (the clock ticked) adds nothing. */
  push(level: { peak: number; rms: number }): void {
    if (level === this.#last) return;
    this.#last = level;
    // Loudness drawn by its root mean square reads as speech does; the peak only tells clipping.
    this.#bars.push({ height: meterFraction(level.rms * Math.SQRT2), isClipped: level.peak >= clipped });
    if (this.#bars.length > 400) this.#bars = this.#bars.slice(-300);
  }

  /** Draws into the whole canvas with its own text colour; clipped bars in `warn`. */
  draw(canvas: HTMLCanvasElement, colours: { sound: string; warn: string; rest: string }): void {
    const context = canvas.getContext('2d');
    if (!context) return;
    const scale = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
    if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);

    const count = Math.floor(width / (barPx + gapPx));
    const shown = this.#bars.slice(-count);
    for (let index = 0; index < count; index++) {
      const bar = shown[index - (count - shown.length)];
      const size = bar ? Math.max(barPx, bar.height ** 1.6 * (height - 4)) : barPx;
      context.fillStyle = bar ? (bar.isClipped ? colours.warn : colours.sound) : colours.rest;
      context.beginPath();
      context.roundRect(index * (barPx + gapPx), (height - size) / 2, barPx, size, barPx / 2);
      context.fill();
    }
  }
}
