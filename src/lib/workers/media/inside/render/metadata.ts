import type { Chapter } from '$lib/domain/media.ts';
import type { SoundTags } from '$lib/domain/ports.ts';

const escape = (text: string): string => text.replace(/[=;#\\\n]/g, (letter) => `\\${letter}`);

/** Tags and chapters as ffmpeg's own metadata file. Chapters end where the next begins; the last at the end. */
export const metadataFile = (tags: SoundTags, chapters: readonly Chapter[], seconds: number): string => {
  const lines = Object.entries(tags).flatMap(([key, value]) => (value ? [`${key}=${escape(value)}`] : []));
  const marks = chapters.flatMap(({ start, title }, at) => {
    const end = chapters[at + 1]?.start ?? Math.max(seconds, start);
    const times = [`START=${Math.round(start * 1000)}`, `END=${Math.round(end * 1000)}`];
    return ['[CHAPTER]', 'TIMEBASE=1/1000', ...times, `title=${escape(title)}`];
  });
  return [';FFMETADATA1', ...lines, ...marks, ''].join('\n');
};
