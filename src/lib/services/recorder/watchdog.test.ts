import { describe, expect, it } from 'vitest';
import { Watchdog } from './watchdog.ts';

/** A take that delivers chunks and speech every half second until `untilSeconds`. */
const running = (untilSeconds: number, peak = 0.2) => {
  const watchdog = new Watchdog(0);
  for (let now = 0; now <= untilSeconds; now += 0.5) {
    watchdog.chunk(now, false);
    watchdog.level(peak, now);
  }
  return watchdog;
};

describe('the watchdog', () => {
  it('is quiet while sound and chunks come', () => {
    expect(running(20).warning(20.4)).toBeNull();
  });

  it('misses chunks after three seconds', () => {
    const watchdog = running(10);
    watchdog.level(0.2, 12.9);
    expect(watchdog.warning(12.9)).toBeNull();
    expect(watchdog.warning(13.1)).toBe('device-lost');
  });

  it('hears silence after five seconds, and sound again at once', () => {
    const watchdog = running(6, 0.0004);
    expect(watchdog.warning(4.9)).toBeNull();
    expect(watchdog.warning(6)).toBe('silent');
    watchdog.level(0.01, 6.1);
    expect(watchdog.warning(6.1)).toBeNull();
  });

  it('says nothing of silence where there is no meter', () => {
    const watchdog = new Watchdog(0);
    watchdog.chunk(29, false);
    expect(watchdog.warning(30)).toBeNull();
  });

  it('starts waiting anew after a pause', () => {
    const watchdog = running(6);
    watchdog.rest(100);
    expect(watchdog.warning(102)).toBeNull();
    expect(watchdog.warning(104)).toBe('device-lost');
  });

  it('tells clipping for a second, a mute until it ends, and the gravest first', () => {
    const watchdog = running(6);
    watchdog.level(1, 6);
    expect([watchdog.warning(6.5), watchdog.warning(7.1)]).toEqual(['clipping', null]);
    watchdog.chunk(7, true);
    expect(watchdog.warning(7.1)).toBe('disk-low');
    watchdog.muted(true);
    expect(watchdog.warning(7.1)).toBe('muted');
    watchdog.lost();
    expect(watchdog.warning(7.1)).toBe('device-lost');
  });
});
