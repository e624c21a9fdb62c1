/**
 * The one module for dates and durations. Durations are seconds. Each is rounded to whole milliseconds first, and shown
 * coarser by cutting off: a clock never shows a time that has not come, and 59.9996 s is 1:00.000, never 60.000.
 */

/* ---- instants ------------------------------------------------------------------------------------------------ */

/** ISO 8601 in UTC with milliseconds. */
export const toIso = (date: Date): string => date.toISOString();

export const nowIso = (): string => toIso(new Date());

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** An ISO 8601 instant with its zone, or null for anything else. */
export const parseIso = (text: string): Date | null => {
  const date = isoInstant.test(text) ? new Date(text) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to make and a list needs one a row, so each is kept. */
const dateFormat = (locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([locale, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
};

/** `22 Nov 2026`, in the words of the locale and the time zone of the device. */
export const formatDate = (iso: string, locale?: string, timeZone?: string): string =>
  dateFormat(locale, { dateStyle: 'medium', timeZone }).format(new Date(iso));

/** `22 Nov 2026, 21:07`. */
export const formatDateTime = (iso: string, locale?: string, timeZone?: string): string =>
  dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso));

/** `21:07:05`, in the words of the locale and the time zone of the device. */
export const formatTime = (iso: string, locale?: string, timeZone?: string): string =>
  dateFormat(locale, { timeStyle: 'medium', timeZone }).format(new Date(iso));

/** `2026-11-22 21.07`: sorts by time and is a file name on every system. Local time. */
export const fileStamp = (date: Date = new Date()): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}.${two(date.getMinutes())}`;
};

const relativeUnits = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `5 minutes ago`, `yesterday`, `in 3 days`; `now` within a minute. */
export const relativeDate = (iso: string, now: Date = new Date(), locale?: string): string => {
  const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
  const [unit, size] = relativeUnits.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 0];
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return format.format(size === 0 ? 0 : Math.trunc(seconds / size), unit);
};

/* ---- durations ----------------------------------------------------------------------------------------------- */

type Parts = { hours: number; minutes: number; seconds: number; milliseconds: number };

/** Whole parts of a duration rounded to milliseconds; nothing is below zero. */
const partsOf = (totalSeconds: number): Parts => {
  const total = Number.isFinite(totalSeconds) ? Math.max(0, Math.round(totalSeconds * 1000)) : 0;
  return {
    hours: Math.floor(total / 3_600_000),
    minutes: Math.floor(total / 60_000) % 60,
    seconds: Math.floor(total / 1000) % 60,
    milliseconds: total % 1000,
  };
};

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');

/** `0:07`, `12:30`, `1:02:03.4`: hours only where there are some. `decimals` is 0 to 3. */
export const elapsedClock = (totalSeconds: number, decimals = 0): string => {
  const { hours, minutes, seconds, milliseconds } = partsOf(totalSeconds);
  const fraction = decimals > 0 ? '.' + pad(milliseconds, 3).slice(0, decimals) : '';
  const tail = `${pad(seconds, 2)}${fraction}`;
  return hours > 0 ? `${hours}:${pad(minutes, 2)}:${tail}` : `${minutes}:${tail}`;
};

const timestamp = (totalSeconds: number, separator: string): string => {
  const { hours, minutes, seconds, milliseconds } = partsOf(totalSeconds);
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}${separator}${pad(milliseconds, 3)}`;
};

/** `01:02:03,400`. */
export const srtTimestamp = (totalSeconds: number): string => timestamp(totalSeconds, ',');

/** `01:02:03.400`. */
export const vttTimestamp = (totalSeconds: number): string => timestamp(totalSeconds, '.');

/** `PT1H2M3.4S` (ISO 8601), for `<time datetime>`. */
export const toIsoDuration = (totalSeconds: number): string => {
  const { hours, minutes, seconds, milliseconds } = partsOf(totalSeconds);
  const tail = seconds + milliseconds / 1000;
  const text = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${tail ? `${tail}S` : ''}`;
  return `PT${text || '0S'}`;
};

const clockText = /^(?:(?:(\d+):)?(\d{1,3}):)?(\d+(?:[.,]\d+)?)$/;
const unitText =
  /^(?:PT)?(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?)?)?)?\s*(?:(\d+(?:[.,]\d+)?)\s*s(?:ec(?:onds?)?)?)?$/i;

/**
 * Seconds of a time that somebody typed: `75`, `1:15`, `1:02:03.4`, `01:02:03,400`, `1h 2m 3s`, `90 s`, `PT1M30S`.
 * Null where it is none: sixty or more in a place that carries is a slip, not a time.
 */
export const parseTime = (text: string): number | null => {
  const trimmed = text.trim();
  const clock = clockText.exec(trimmed);
  const match = clock ?? (/\d/.test(trimmed) ? unitText.exec(trimmed) : null);
  if (!match) return null;
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number((part ?? '0').replace(',', '.')));
  const carries = clock && ((match[2] !== undefined && seconds! >= 60) || (match[1] !== undefined && minutes! >= 60));
  return carries ? null : hours! * 3600 + minutes! * 60 + seconds!;
};

const unitFormat = (value: number, unit: string, locale?: string) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);

/** `1 hr 2 min`, `12 min 30 sec`, `7 sec` in the words of the locale: the two largest units. */
export const formatDuration = (totalSeconds: number, locale?: string): string => {
  const { hours, minutes, seconds } = partsOf(totalSeconds);
  const all: [number, string][] = [
    [hours, 'hour'],
    [minutes, 'minute'],
    [seconds, 'second'],
  ];
  const from = Math.max(
    0,
    all.findIndex(([value]) => value > 0),
  );
  const shown = all.slice(from, from + 2).filter(([value]) => value > 0);
  return (shown.length > 0 ? shown : all.slice(2)).map(([value, unit]) => unitFormat(value, unit, locale)).join(' ');
};
