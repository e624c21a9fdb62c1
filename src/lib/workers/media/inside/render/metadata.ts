import { vttTimestamp } from '$lib/core/time.ts';
import type { Chapter } from '$lib/domain/media.ts';
import type { AudioFormat } from '$lib/domain/ports.ts';

const escape = (text: string): string => text.replace(/[=;#\\\n]/g, (letter) => `\\${letter}`);

/** Formats whose chapters are Vorbis comments: ffmpeg writes none into FLAC, and into Ogg rounds 1.5 s up to 2.5 s. */
export const hasVorbisComments = (format: AudioFormat): boolean => format === 'flac' || format === 'opus';

/** `CHAPTER001=00:00:01.500`, `CHAPTER001NAME=…`. */
export const chapterTags = (chapters: readonly Chapter[]): Record<string, string> =>
  Object.fromEntries(
    chapters.slice(0, 999).flatMap(({ start, title }, at) => {
      const key = `CHAPTER${String(at + 1).padStart(3, '0')}`;
      return [
        [key, vttTimestamp(start)],
        [`${key}NAME`, title],
      ];
    }),
  );

/** Tags and chapters as ffmpeg's own metadata file. Chapters end where the next begins; the last at the end. */
export const metadataFile = (
  tags: Readonly<Record<string, string | undefined>>,
  chapters: readonly Chapter[],
  seconds: number,
): string => {
  const lines = Object.entries(tags).flatMap(([key, value]) => (value ? [`${key}=${escape(value)}`] : []));
  const marks = chapters.flatMap(({ start, title }, at) => {
    const end = chapters[at + 1]?.start ?? Math.max(seconds, start);
    const times = [`START=${Math.round(start * 1000)}`, `END=${Math.round(end * 1000)}`];
    return ['[CHAPTER]', 'TIMEBASE=1/1000', ...times, `title=${escape(title)}`];
  });
  return [';FFMETADATA1', ...lines, ...marks, ''].join('\n');
};
