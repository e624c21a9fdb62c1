import type { Span } from '$lib/domain/artifacts.ts';
import { pixelsPerSecond, toX, type View, type WordBox, wordPixelsPerSecond } from './geometry.ts';

/** What lies over the waveform. Seconds of the recording. */
export type Layer = {
  view: View;
  height: number;
  /** Those in view. */
  words: readonly WordBox[];
  speech: readonly Span[];
  /** Stretches that are left out. */
  gone: readonly Span[];
  selection: Span | null;
  loop: Span | null;
  /** Moments at which the sound is as loud as can be written. */
  clipped: readonly number[];
  /** A word whose edge is being dragged, with the time it would get. */
  dragged: { id: string; start: number; end: number } | null;
};

export type LayerColours = Record<'ink' | 'ground' | 'accent' | 'record' | 'line' | 'danger' | 'font', string>;

type Drawing = { context: CanvasRenderingContext2D; layer: Layer; colours: LayerColours };

const fillSpans = ({ context, layer }: Drawing, spans: readonly Span[], top: number, height: number): void => {
  const { view } = layer;
  for (const { start, end } of spans) {
    if (end <= view.start || start >= view.end) continue;
    const left = toX(view, Math.max(start, view.start));
    context.fillRect(left, top, Math.max(1, toX(view, Math.min(end, view.end)) - left), height);
  }
};

/** Speech is a line along the bottom, what is cut is veiled, what is chosen or repeated is tinted. */
const drawSpans = (drawing: Drawing): void => {
  const { context, layer, colours } = drawing;
  const { height, speech, gone, selection, loop } = layer;
  context.globalAlpha = 0.55;
  context.fillStyle = colours.accent;
  fillSpans(drawing, speech, height - 2, 2);
  context.globalAlpha = 0.78;
  context.fillStyle = colours.ground;
  fillSpans(drawing, gone, 0, height);
  context.globalAlpha = 1;
  context.fillStyle = colours.record;
  fillSpans(drawing, gone, height / 2 - 1, 2);
  context.globalAlpha = 0.2;
  context.fillStyle = colours.accent;
  if (selection) fillSpans(drawing, [selection], 0, height);
  context.globalAlpha = 1;
  if (loop) fillSpans(drawing, [loop], 0, 3);
};

const drawMoments = ({ context, layer, colours }: Drawing): void => {
  const { view, clipped } = layer;
  const inView = (seconds: number) => seconds >= view.start && seconds < view.end;
  context.fillStyle = colours.danger;
  for (const seconds of clipped.filter(inView)) context.fillRect(toX(view, seconds), 0, 2, 4);
};

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const drawWords = ({ context, layer, colours }: Drawing): void => {
  const { view, height, words, dragged } = layer;
  const showsWords = pixelsPerSecond(view) >= wordPixelsPerSecond;
  context.font = `12px ${colours.font}`;
  context.textBaseline = 'bottom';
  for (const { word, isFirst, isLast } of words) {
    if (!showsWords && !isFirst && !isLast) continue;
    const { start, end } = dragged?.id === word.id ? dragged : word;
    const [left, right] = [toX(view, start), toX(view, end)];
    context.fillStyle = dragged?.id === word.id ? colours.accent : colours.line;
    if (showsWords || isFirst) context.fillRect(left, isFirst ? 0 : height - 16, 1, isFirst ? height : 16);
    if (showsWords || isLast) context.fillRect(right - 1, isLast ? height / 2 : height - 16, 1, height);
    if (!showsWords || right - left < 12) continue;
    context.save();
    context.beginPath();
    context.rect(left + 2, 0, right - left - 3, height);
    context.clip();
    context.fillStyle = colours.ink;
    // Where there is too little room, it is the end of the word that is left out.
    const isLeftward = rightToLeft.test(word.text);
    context.textAlign = isLeftward ? 'right' : 'left';
    context.fillText(word.text, isLeftward ? right - 4 : left + 4, height - 3);
    context.restore();
  }
};

/** Draws what lies over the waveform, anew. */
export const drawLayer = (canvas: HTMLCanvasElement, layer: Layer, colours: LayerColours): void => {
  const ratio = devicePixelRatio;
  const { width } = layer.view;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(layer.height * ratio);
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  const drawing = { context, layer, colours };
  drawSpans(drawing);
  drawWords(drawing);
  drawMoments(drawing);
};
