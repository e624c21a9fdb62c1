import { chaptersOf } from './chapter-list.ts';
import type { TextFormat } from './format.ts';

/** To the millisecond; rounding shows no more than was known. */
const seconds = (value: number): number => Math.round(value * 1000) / 1000;

/** Chapters of the Podcast Namespace (`application/json+chapters`, version 1.2.0), for the chapters tag of a feed. */
export const podcastChapters: TextFormat<'podcast-chapters'> = {
  id: 'podcast-chapters',
  extension: 'json',
  mime: 'application/json+chapters',
  uses: ['speakers', 'chapters'],
  write: (transcript, options) => {
    const chapters = chaptersOf(transcript, options).map(({ start, title }) => ({ startTime: seconds(start), title }));
    const title = options.title ? { title: options.title } : {};
    return JSON.stringify({ version: '1.2.0', ...title, chapters }, null, 2) + '\n';
  },
};
