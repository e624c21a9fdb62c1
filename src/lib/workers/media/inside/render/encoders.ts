import { audioBitRate } from '$lib/domain/audio-size.ts';
import type { AudioFormat } from '$lib/domain/ports.ts';

type Encoder = { mime: string; args(channels: 1 | 2): readonly string[] };

const bits = (format: AudioFormat, channels: 1 | 2): string => String(audioBitRate(format, channels));

/** How each format is written. ID3 version 3 is what every player reads, chapters included. */
export const encoders: Record<AudioFormat, Encoder> = {
  wav: { mime: 'audio/wav', args: () => ['-c:a', 'pcm_s16le', '-rf64', 'auto', '-f', 'wav'] },
  flac: { mime: 'audio/flac', args: () => ['-c:a', 'flac', '-sample_fmt', 's16', '-f', 'flac'] },
  mp3: {
    mime: 'audio/mpeg',
    args: (channels) => ['-c:a', 'libmp3lame', '-b:a', bits('mp3', channels), '-id3v2_version', '3', '-f', 'mp3'],
  },
  m4a: { mime: 'audio/mp4', args: (channels) => ['-c:a', 'aac', '-b:a', bits('m4a', channels), '-f', 'ipod'] },
  opus: { mime: 'audio/ogg', args: (channels) => ['-c:a', 'libopus', '-b:a', bits('opus', channels), '-f', 'opus'] },
};
