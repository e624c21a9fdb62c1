import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  elapsedClock,
  fileStamp,
  formatDate,
  formatDateTime,
  formatDuration,
  formatTime,
  parseIso,
  parseTime,
  relativeDate,
  srtTimestamp,
  toIso,
  toIsoDuration,
  vttTimestamp,
} from './time.ts';

describe('durations', () => {
  it.each([
    [0, 0, '0:00'],
    [7, 0, '0:07'],
    [59.96, 1, '0:59.9'],
    [59.9996, 3, '1:00.000'],
    [59.9996, 0, '1:00'],
    [3599.9996, 1, '1:00:00.0'],
    [3723.4, 1, '1:02:03.4'],
    [-5, 0, '0:00'],
    [Number.NaN, 0, '0:00'],
    [360_000, 0, '100:00:00'],
  ])('shows %d s with %d decimals as %s', (seconds, decimals, text) => {
    expect(elapsedClock(seconds, decimals)).toBe(text);
  });

  it('writes subtitle timestamps', () => {
    expect(srtTimestamp(3723.4)).toBe('01:02:03,400');
    expect(vttTimestamp(59.9996)).toBe('00:01:00.000');
    expect(vttTimestamp(0.0004)).toBe('00:00:00.000');
  });

  it('writes ISO 8601 durations', () => {
    expect(toIsoDuration(3723.4)).toBe('PT1H2M3.4S');
    expect(toIsoDuration(0)).toBe('PT0S');
    expect(toIsoDuration(59.9996)).toBe('PT1M');
  });

  it.each([
    ['75', 75],
    ['1:15', 75],
    ['75:15', 4515],
    ['1:02:03.4', 3723.4],
    ['01:02:03,400', 3723.4],
    ['1h 2m 3s', 3723],
    ['90 s', 90],
    ['2 min', 120],
    ['PT1M30S', 90],
    [' 12.5 ', 12.5],
    ['1:60', null],
    ['1:60:00', null],
    ['', null],
    ['soon', null],
    ['1::2', null],
    ['-3', null],
  ])('reads %j as %s', (text, seconds) => {
    expect(parseTime(text)).toBe(seconds);
  });

  it('reads back what it writes, to the millisecond', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 400_000, noNaN: true }), (seconds) => {
        for (const text of [elapsedClock(seconds, 3), srtTimestamp(seconds), vttTimestamp(seconds)])
          expect(Math.abs(parseTime(text)! - seconds)).toBeLessThanOrEqual(0.000_501);
        expect(Math.abs(parseTime(toIsoDuration(seconds))! - seconds)).toBeLessThanOrEqual(0.000_501);
      }),
    );
  });

  it('says durations in words', () => {
    expect(formatDuration(3723, 'en')).toBe('1 hr 2 min');
    expect(formatDuration(3600, 'en')).toBe('1 hr');
    expect(formatDuration(750, 'en')).toBe('12 min 30 sec');
    expect(formatDuration(0, 'en')).toBe('0 sec');
    expect(formatDuration(59.9996, 'en')).toBe('1 min');
    expect(formatDuration(7, 'de')).toBe('7 Sek.');
  });
});

describe('instants', () => {
  const iso = '2026-11-22T21:07:05.000Z';

  it('reads ISO 8601 with a zone and nothing else', () => {
    expect(toIso(parseIso(iso)!)).toBe(iso);
    expect(toIso(parseIso('2026-11-22T22:07:05+01:00')!)).toBe(iso);
    for (const text of ['2026-11-22', '2026-11-22T21:07', '2026-13-40T00:00:00Z', '22.11.2026', ''])
      expect(parseIso(text)).toBeNull();
  });

  it('follows the locale', () => {
    expect(formatDate(iso, 'en-GB', 'UTC')).toBe('22 Nov 2026');
    expect(formatDate(iso, 'de-DE', 'UTC')).toBe('22.11.2026');
    expect(formatDateTime(iso, 'en-GB', 'UTC')).toBe('22 Nov 2026, 21:07');
    expect(formatTime(iso, 'en-GB', 'UTC')).toBe('21:07:05');
  });

  it('stamps file names in local time', () => {
    expect(fileStamp(new Date(2026, 0, 5, 7, 3))).toBe('2026-01-05 07.03');
  });

  it.each([
    [0, 'now'],
    [-59, 'now'],
    [-60, '1 minute ago'],
    [-3599, '59 minutes ago'],
    [-7200, '2 hours ago'],
    [-86_400, 'yesterday'],
    [3 * 86_400, 'in 3 days'],
    [-400 * 86_400, 'last year'],
  ])('says %d s as %s', (seconds, text) => {
    const now = new Date(iso);
    expect(relativeDate(toIso(new Date(now.getTime() + seconds * 1000)), now, 'en')).toBe(text);
  });
});
