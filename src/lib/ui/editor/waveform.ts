import WaveSurfer from 'wavesurfer.js';
import type { Peaks } from '$lib/domain/artifacts.ts';
import type { View } from './wave/geometry.ts';

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
  /** Pixels per second; 0 fits the whole recording in. `around` stays where it is on screen. */
  zoom(pixelsPerSecond: number, around: number): void;
  /** Moves the view so that it starts at a time, as far as it can. */
  scrollTo(seconds: number): void;
  /** What is in view, seconds, and the width in pixels. */
  view(): View;
  /** The colours of the page as they are now. */
  recolour(): void;
  destroy(): void;
};

/** A colour of the page as it is now, as a canvas understands it. */
export const colour = (name: string): string => {
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

/** The library scrolls in a box that the browser would make a stop of Tab, within a slider that has keys for it already. */
const keepFromFocus = (wrapper: HTMLElement): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.scroll { overflow-x: hidden !important; }');
  const root = wrapper.getRootNode();
  if (root instanceof ShadowRoot) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

/**
 * Draws peaks that were made before, with a known duration: nothing is decoded, and no sound is loaded. Presses are not
 * its business. `onview` is told when another part comes into view.
 */
export const drawWaveform = (container: HTMLElement, peaks: Peaks, onview: () => void): Waveform => {
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
    interact: false,
    hideScrollbar: true,
    autoCenter: true,
    ...coloursNow(),
  });
  keepFromFocus(surfer.getWrapper());
  const fit = () => surfer.getWidth() / duration;
  let pixelsPerSecond = 0;
  const scale = () => Math.max(fit(), pixelsPerSecond);
  for (const event of ['scroll', 'zoom', 'redraw', 'resize'] as const) surfer.on(event, onview);
  return {
    wrapper: surfer.getWrapper(),
    show: (seconds, isPlaying) => surfer.getRenderer().renderProgress(Math.min(1, seconds / duration), isPlaying),
    zoom: (next, around) => {
      const before = (around * scale() - surfer.getScroll()) | 0;
      pixelsPerSecond = next;
      surfer.zoom(next);
      surfer.setScroll(Math.max(0, around * scale() - before));
      onview();
    },
    scrollTo: (seconds) => surfer.setScroll(Math.max(0, seconds * scale())),
    view: () => {
      const width = surfer.getWidth();
      const start = surfer.getScroll() / scale();
      return { start, end: start + width / scale(), width };
    },
    recolour: () => surfer.setOptions(coloursNow()),
    destroy: () => surfer.destroy(),
  };
};
