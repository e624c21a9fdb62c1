import type { AudioFormat } from './ports.ts';

/** Bits a second of rendered sound at 48 kHz. FLAC of speech takes about half of the samples. */
const bitRates: Record<AudioFormat, readonly [mono: number, stereo: number]> = {
  wav: [768_000, 1_536_000],
  flac: [400_000, 760_000],
  mp3: [96_000, 160_000],
  m4a: [96_000, 160_000],
  opus: [48_000, 96_000],
};

export const audioBitRate = (format: AudioFormat, channels: 1 | 2): number => bitRates[format][channels - 1]!;

/** About how large a rendered file becomes. Exact to a few per cent, but for FLAC, which depends on the sound. */
export const estimateAudioBytes = (format: AudioFormat, channels: 1 | 2, seconds: number): number =>
  Math.round((audioBitRate(format, channels) * seconds) / 8);
