import WaveSurfer from 'wavesurfer.js';
import type { Peaks } from '$lib/domain/artifacts.ts';

/** More columns than this are never drawn: a coarser level is taken instead. */
const mostBuckets = 300_000;

/** Greatest and least of each bucket, -1…1, from the finest level that is not too fine. */
export const channelsOf = (peaks: Peaks): [Float32Array, Float32Array] => {
  const level = peaks.levels.find(({ data }) => data.length / 2 <= mostBuckets) ?? peaks.levels.at(-1);
  const count = Math.floor((level?.data.length ?? 0) / 2);
  const top = new Float32Array(count);
  const bottom = new Float32Array(count);
  for (let bucket = 0; bucket < count; bucket += 1) {
    bottom[bucket] = level!.data[bucket * 2]! / 127;
    top[bucket] = level!.data[bucket * 2 + 1]! / 127;
  }
  return [top, bottom];
};

export type Waveform = {
  /** What is scrolled, as wide as the whole recording is drawn. */
  readonly wrapper: HTMLElement;
  /** Puts the playhead at a time, in seconds. */
  show(seconds: number, isPlaying: boolean): void;
  /** Pixels per second; 0 fits the whole recording in. */
  zoom(pixelsPerSecond: number): void;
  /** The colours of the page as they are now. */
  recolour(): void;
  destroy(): void;
};

const colour = (name: string): string => {
  // A canvas does not know custom properties or light-dark(): the browser works the colour out on a probe.
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

const coloursNow = () => ({
  waveColor: colour('--wave'),
  progressColor: colour('--wave-played'),
  cursorColor: colour('--ink'),
});

/** Draws peaks that were made before, with a known duration: nothing is decoded, and no sound is loaded. */
export const drawWaveform = (container: HTMLElement, peaks: Peaks, onseek: (seconds: number) => void): Waveform => {
  const duration = Math.max(0.001, peaks.totalSamples / peaks.sampleRate);
  const surfer = WaveSurfer.create({
    container,
    peaks: channelsOf(peaks),
    duration,
    height: 'auto',
    normalize: true,
    cursorWidth: 2,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    dragToSeek: true,
    hideScrollbar: false,
    autoCenter: true,
    ...coloursNow(),
  });
  surfer.on('interaction', onseek);
  return {
    wrapper: surfer.getWrapper(),
    show: (seconds, isPlaying) => surfer.getRenderer().renderProgress(Math.min(1, seconds / duration), isPlaying),
    zoom: (pixelsPerSecond) => surfer.zoom(pixelsPerSecond),
    recolour: () => surfer.setOptions(coloursNow()),
    destroy: () => surfer.destroy(),
  };
};
