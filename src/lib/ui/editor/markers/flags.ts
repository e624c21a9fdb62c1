import { elapsedClock } from '$lib/core/time.ts';
import type { Marker } from '$lib/domain/recording.ts';

const flagStyle = [
  'position:absolute',
  'top:0',
  'height:100%',
  'width:13px',
  'margin-left:-1px',
  'border-left:2px solid var(--warn)',
  'z-index:4',
  'cursor:pointer',
].join(';');
const headStyle = 'display:block;width:11px;height:10px;background:var(--warn);border-radius:0 3px 3px 0';

const flagOf = ({ at, note }: Marker, durationSeconds: number): HTMLElement => {
  const flag = document.createElement('span');
  flag.style.cssText = `${flagStyle};left:${(Math.min(1, at / durationSeconds) * 100).toFixed(4)}%`;
  flag.title = [elapsedClock(at), note].filter(Boolean).join(' ');
  flag.setAttribute('part', 'marker');
  const head = document.createElement('span');
  head.style.cssText = headStyle;
  flag.append(head);
  return flag;
};

/**
 * Flags on a drawn waveform, at their times whatever the zoom: they lie in the element that is scrolled. For the pointer
 * only, since a slider holds nothing else to focus; the list in the inspector does the same by keyboard.
 *
 * @returns what takes them away again
 */
export const plantFlags = (
  wrapper: HTMLElement,
  markers: readonly Marker[],
  { durationSeconds, onseek }: { durationSeconds: number; onseek(seconds: number): void },
): (() => void) => {
  const lane = document.createElement('div');
  lane.setAttribute('aria-hidden', 'true');
  for (const marker of markers) {
    const flag = flagOf(marker, durationSeconds);
    flag.addEventListener('click', (event) => {
      event.stopPropagation();
      onseek(marker.at);
    });
    lane.append(flag);
  }
  wrapper.append(lane);
  return () => lane.remove();
};
