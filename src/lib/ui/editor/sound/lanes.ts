import type { Peaks, Span, Spectrogram } from '$lib/domain/artifacts.ts';

/** What lanes below the waveform are painted with; colours as the canvas takes them. */
export type LaneColours = { speech: string; curve: string; grid: string; clipped: string };

type Frame = { context: CanvasRenderingContext2D; width: number; height: number; range: Span };

const xOf = ({ width, range }: Frame, seconds: number): number =>
  ((seconds - range.start) / (range.end - range.start)) * width;

/** Shades where somebody speaks. */
export const paintSpeech = (frame: Frame, spans: readonly Span[], colour: string): void => {
  frame.context.fillStyle = colour;
  for (const { start, end } of spans) {
    if (end < frame.range.start || start > frame.range.end) continue;
    const x = xOf(frame, start);
    frame.context.fillRect(x, 0, Math.max(1, xOf(frame, end) - x), frame.height);
  }
};

const quietestLufs = -60;
const loudestLufs = -5;

const yOf = (height: number, lufs: number): number =>
  height * (1 - (Math.max(quietestLufs, Math.min(loudestLufs, lufs)) - quietestLufs) / (loudestLufs - quietestLufs));

/** Momentary loudness as a line, the loudest of what falls on one column; a rule at the loudness speech is set to. */
export const paintLoudness = (frame: Frame, { lufs }: NonNullable<Peaks['loudness']>, colours: LaneColours): void => {
  const { context, width, height, range } = frame;
  context.fillStyle = colours.grid;
  context.fillRect(0, Math.round(yOf(height, -16)), width, 1);
  context.strokeStyle = colours.curve;
  context.lineWidth = 1.5;
  context.beginPath();
  const perColumn = ((range.end - range.start) * 10) / width;
  for (let x = 0; x < width; x++) {
    const from = Math.floor(range.start * 10 + x * perColumn);
    const part = lufs.subarray(from, Math.max(from + 1, Math.floor(from + perColumn)));
    if (part.length > 0)
      context.lineTo(
        x,
        yOf(
          height,
          part.reduce((most, value) => Math.max(most, value), -100),
        ),
      );
  }
  context.stroke();
};

/** A mark over each place that was recorded too loud. */
export const paintClipping = (frame: Frame, spans: readonly Span[], colour: string): void => {
  frame.context.fillStyle = colour;
  for (const { start, end } of spans) {
    const x = xOf(frame, start);
    if (x < -2 || x > frame.width) continue;
    frame.context.fillRect(x, 0, Math.max(2, xOf(frame, end) - x), 4);
  }
};

/** Ink for each loudness: from the ground of the page to its accent, given as [r, g, b]. */
export type Ramp = { from: readonly number[]; to: readonly number[] };

/** The spectrogram as a picture, low pitches at the bottom. */
export const spectrogramPicture = ({ columns, rows, data }: Spectrogram, { from, to }: Ramp): ImageData => {
  const picture = new ImageData(columns, rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const share = data[column * rows + row]! / 255;
      const at = ((rows - 1 - row) * columns + column) * 4;
      for (let part = 0; part < 3; part++) picture.data[at + part] = from[part]! + (to[part]! - from[part]!) * share;
      picture.data[at + 3] = 255;
    }
  }
  return picture;
};
