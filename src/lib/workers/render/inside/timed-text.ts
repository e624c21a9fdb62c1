import type { Cue } from '$lib/domain/cues.ts';

/**
 * Subtitles of an MP4 as 3GPP Timed Text (3GPP TS 26.245, `tx3g`): what QuickTime, phones, VLC, mpv and ffmpeg show. WebVTT in MP4
 * (ISO/IEC 14496-30) is known to few of them.
 */

/** Ticks a second of the track. */
const timescale = 1000;

export type Bytes = Uint8Array<ArrayBuffer>;

const u8 = (...values: readonly number[]): Bytes => Uint8Array.from(values);
const u16 = (...values: readonly number[]): Bytes =>
  u8(...values.flatMap((value) => [(value >> 8) & 255, value & 255]));
const u32 = (...values: readonly number[]): Bytes =>
  u8(...values.flatMap((value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255)));
const u64 = (value: number): Bytes => u32(Math.floor(value / 2 ** 32), value >>> 0);
const text = (value: string): Bytes => new TextEncoder().encode(value);

export const joinBytes = (...parts: readonly Uint8Array[]): Bytes => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

export const box = (type: string, ...parts: readonly Uint8Array[]): Bytes => {
  const body = joinBytes(...parts);
  return joinBytes(u32(body.length + 8), text(type), body);
};
const fullBox = (type: string, flags: number, ...parts: readonly Uint8Array[]): Bytes =>
  box(type, u32(flags), ...parts);

type Sample = { bytes: Bytes; ticks: number };

/** A sample tells its length in two bytes; three bytes are the most that a UTF-16 unit takes. */
const mostUnits = Math.floor(0xffff / 3);

const sampleOf = (lines: readonly string[], ticks: number): Sample => {
  const bytes = text(lines.join('\n').slice(0, mostUnits));
  return { bytes: joinBytes(u16(bytes.length), bytes), ticks };
};

/**
 * Cues end to end, none beyond the film: what lies between two, and behind the last, is a sample without text, which clears
 * the picture.
 */
export const samplesOf = (cues: readonly Cue[], filmSeconds = Infinity): Sample[] => {
  let now = 0;
  const shown = cues.flatMap(({ start, end, lines }) => {
    const from = Math.max(now, Math.round(start * timescale));
    const until = Math.floor(Math.min(end, filmSeconds) * timescale);
    if (until <= from) return [];
    const gap = from > now ? [sampleOf([], from - now)] : [];
    now = until;
    return [...gap, sampleOf(lines, until - from)];
  });
  if (shown.length === 0) return [];
  return now + 1 > filmSeconds * timescale ? shown : [...shown, sampleOf([], 1)];
};

/** White on half dark, centred at the bottom, over the whole picture. */
const sampleEntry = (width: number, height: number): Bytes => {
  const font = text('Sans-Serif');
  const style = joinBytes(u16(0, 0, 1), u8(0, Math.max(12, Math.round(height / 16))), u8(255, 255, 255, 255));
  return box(
    'tx3g',
    joinBytes(u32(0), u16(0, 1), u32(0), u8(1, 255), u8(0, 0, 0, 160), u16(0, 0, height, width), style),
    box('ftab', u16(1, 1), u8(font.length), font),
  );
};

const sampleTable = (samples: readonly Sample[], firstByte: number, entry: Bytes): Bytes =>
  box(
    'stbl',
    fullBox('stsd', 0, u32(1), entry),
    fullBox('stts', 0, u32(samples.length), ...samples.map(({ ticks }) => u32(1, ticks))),
    fullBox('stsc', 0, u32(1, 1, samples.length, 1)),
    fullBox('stsz', 0, u32(0, samples.length), ...samples.map(({ bytes }) => u32(bytes.length))),
    fullBox('co64', 0, u32(1), u64(firstByte)),
  );

/** Three letters of five bits each (ISO/IEC 14496-12, 8.4.2). */
const packedLanguage = (code: string): number =>
  [...code].reduce((packed, letter) => (packed << 5) | (letter.charCodeAt(0) - 0x60), 0);

const unity = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

export type TextTrack = {
  id: number;
  /** Ticks a second of the whole film. */
  movieTimescale: number;
  width: number;
  height: number;
  /** ISO 639-2/T. */
  language: string;
  /** Where in the file the first sample lies. */
  firstByte: number;
};

export const textTrack = (samples: readonly Sample[], track: TextTrack): Bytes => {
  const { id, movieTimescale, width, height, language, firstByte } = track;
  const ticks = samples.reduce((sum, sample) => sum + sample.ticks, 0);
  const duration = Math.round((ticks / timescale) * movieTimescale);
  const size = u32(width * 0x10000, height * 0x10000);
  const header = fullBox('tkhd', 3, u32(0, 0, id, 0, duration, 0, 0), u16(0, 2, 0, 0), unity, size);
  const self = box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1)));
  const media = box(
    'mdia',
    fullBox('mdhd', 0, u32(0, 0, timescale, ticks), u16(packedLanguage(language), 0)),
    fullBox('hdlr', 0, u32(0), text('sbtl'), u32(0, 0, 0), text('Subtitles\0')),
    box('minf', fullBox('nmhd', 0), self, sampleTable(samples, firstByte, sampleEntry(width, height))),
  );
  return box('trak', header, media);
};
