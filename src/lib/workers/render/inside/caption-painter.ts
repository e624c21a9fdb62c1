import type { CaptionStyle } from '$lib/domain/edited-media.ts';
import type { Cue } from '$lib/domain/cues.ts';
import type { VideoSample } from 'mediabunny';
import { layOut, lineShare, type PlacedWord } from './caption-layout.ts';

const family = "'Inter Variable', Inter, system-ui, sans-serif";
const ink = '#ffffff';
/** The colour of the spoken word: the yellow that stands for "now" all over the app, bright enough on a dark box. */
const now = '#ffd84d';

/** Draws captions into the picture, frame by frame. */
export class CaptionPainter {
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  #at = 0;
  #laidOut: { cue: Cue; words: readonly PlacedWord[] } | null = null;

  constructor(
    private readonly size: { width: number; height: number },
    private readonly cues: readonly Cue[],
    private readonly style: CaptionStyle,
  ) {
    this.#canvas = new OffscreenCanvas(size.width, size.height);
    this.#context = this.#canvas.getContext('2d', { alpha: false })!;
  }

  /** The frame with the caption of a moment of the edited clock, in seconds. The caller closes it. */
  paint(sample: VideoSample, seconds: number): VideoFrame {
    const { width, height } = this.size;
    sample.draw(this.#context, 0, 0, width, height);
    const cue = this.#cueAt(seconds);
    if (cue) this.#draw(cue, seconds);
    return new VideoFrame(this.#canvas, { timestamp: Math.round(seconds * 1e6) });
  }

  #cueAt(seconds: number): Cue | null {
    while (this.#at > 0 && this.cues[this.#at]!.start > seconds) this.#at -= 1;
    while (this.#at < this.cues.length - 1 && this.cues[this.#at]!.end <= seconds) this.#at += 1;
    const cue = this.cues[this.#at];
    return cue && cue.start <= seconds && seconds < cue.end ? cue : null;
  }

  #draw(cue: Cue, seconds: number): void {
    const context = this.#context;
    const fontPixels = Math.round(this.size.height * lineShare[this.style.size]);
    context.font = `600 ${fontPixels}px ${family}`;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    if (this.#laidOut?.cue !== cue) {
      const measure = (text: string) => context.measureText(text).width;
      this.#laidOut = { cue, words: layOut(cue, { ...this.size, fontPixels, place: this.style.place, measure }) };
    }
    if (this.style.look === 'box') this.#drawBoxes(this.#laidOut.words, fontPixels);
    context.lineJoin = 'round';
    context.lineWidth = Math.max(2, fontPixels / 7);
    context.strokeStyle = 'rgb(0 0 0 / 85%)';
    for (const { text, x, y, start, end } of this.#laidOut.words) {
      if (this.style.look === 'outline') context.strokeText(text, x, y);
      context.fillStyle = this.style.activeWord && start <= seconds && seconds < end ? now : ink;
      context.fillText(text, x, y);
    }
  }

  #drawBoxes(words: readonly PlacedWord[], fontPixels: number): void {
    const lines = new Set(words.map(({ y }) => y));
    const pad = fontPixels * 0.3;
    this.#context.fillStyle = 'rgb(12 12 12 / 78%)';
    for (const y of lines) {
      const line = words.filter((word) => word.y === y);
      const left = Math.min(...line.map(({ x }) => x)) - pad;
      const right = Math.max(...line.map(({ x, width }) => x + width)) + pad;
      this.#context.fillRect(left, y - fontPixels * 0.68, right - left, fontPixels * 1.36);
    }
  }
}
