import { elapsedClock } from '$lib/core/time.ts';
import { chaptersOf } from './chapter-list.ts';
import type { TextFormat } from './format.ts';

/** The site refuses angle brackets in descriptions. */
const plain = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›');

/** Chapters for a video's description: whole seconds, the first at 0:00, none shorter than ten seconds. */
export const youtube: TextFormat<'youtube'> = {
  id: 'youtube',
  extension: 'txt',
  mime: 'text/plain',
  uses: ['speakers', 'chapters'],
  write: (transcript, options) =>
    chaptersOf(transcript, options)
      .map(({ start, title }) => `${elapsedClock(Math.floor(start))} ${plain(title)}\n`)
      .join(''),
};
