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

  it('misses chunks after two seconds', () => {
    const watchdog = running(10);
    watchdog.level(0.2, 11.9);
    expect(watchdog.warning(11.9)).toBeNull();
    expect(watchdog.warning(12.1)).toBe('device-lost');
  });

  it('hears silence after five seconds, and sound again at once', () => {
    const watchdog = running(6, 0.0004);
    expect(watchdog.warning(4.9)).toBeNull();
    expect(watchdog.warning(6)).toBe('silent');
    watchdog.level(0.01, 6.1);
    expect(watchdog.warning(6.1)).toBeNull();
  });

  it('knows a dead microphone by digital zero within two seconds', () => {
    const watchdog = running(6);
    for (let now = 6.5; now <= 8; now += 0.5) {
      watchdog.chunk(now, false);
      watchdog.level(0, now);
    }
    expect([watchdog.warning(7.4), watchdog.warning(8)]).toEqual([null, 'muted']);
    watchdog.level(1e-5, 8.1);
    expect(watchdog.warning(8.1)).toBeNull();
  });

  it('tells for ten seconds that sound comes from another device now', () => {
    const watchdog = running(6);
    watchdog.lost();
    expect(watchdog.warning(6.1)).toBe('device-lost');
    watchdog.switched(6.5);
    for (let now = 7; now <= 17; now += 0.5) watchdog.chunk(now, false);
    for (let now = 7; now <= 17; now += 0.5) watchdog.level(0.2, now);
    expect([watchdog.warning(16.4), watchdog.warning(16.6)]).toEqual(['switched', null]);
  });

  it('says nothing of silence where there is no meter', () => {
    const watchdog = new Watchdog(0);
    watchdog.chunk(29, false);
    expect(watchdog.warning(30)).toBeNull();
  });

  it('starts waiting anew after a pause', () => {
    const watchdog = running(6);
    watchdog.rest(100);
    expect(watchdog.warning(101.4)).toBeNull();
    expect(watchdog.warning(102.1)).toBe('device-lost');
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
