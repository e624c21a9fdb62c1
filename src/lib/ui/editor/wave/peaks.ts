import type { Peaks } from '$lib/domain/artifacts.ts';

/** The loudest there is in the peaks' scale. */
const full = 127;
/** More marks than this say no more. */
const mostMarks = 2000;

/** Moments, in seconds, at which the sound reaches the loudest that can be written: there it is cut off. */
export const clippedMoments = ({ levels, sampleRate }: Peaks): number[] => {
  const level = levels[0];
  if (!level) return [];
  const found: number[] = [];
  for (let at = 0; at < level.data.length && found.length < mostMarks; at += 2) {
    if (level.data[at]! <= -full || level.data[at + 1]! >= full) {
      found.push(((at / 2) * level.samplesPerBucket) / sampleRate);
    }
  }
  return found;
};

/** Draws the whole recording small: a column a pixel, from the coarsest peaks that are fine enough. */
export const drawMinimap = (canvas: HTMLCanvasElement, peaks: Peaks, colour: string): void => {
  const ratio = devicePixelRatio;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const level = peaks.levels.findLast(({ data }) => data.length / 2 >= width) ?? peaks.levels[0];
  const context = canvas.getContext('2d');
  if (!level || !context) return;
  context.scale(ratio, ratio);
  context.fillStyle = colour;
  const buckets = level.data.length / 2;
  for (let x = 0; x < width; x += 1) {
    let most = 0;
    const end = Math.max(Math.floor(((x + 1) * buckets) / width), Math.floor((x * buckets) / width) + 1);
    for (let bucket = Math.floor((x * buckets) / width); bucket < end; bucket += 1) {
      most = Math.max(most, level.data[bucket * 2 + 1] ?? 0, -(level.data[bucket * 2] ?? 0));
    }
    const tall = Math.max(1, (most / full) * height);
    context.fillRect(x, (height - tall) / 2, 1, tall);
  }
};
