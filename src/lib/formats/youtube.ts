import { elapsedClock } from '$lib/core/time.ts';
import type { TextFormat } from './format.ts';
import { passagesOf, type Passage } from './passages.ts';
import { shortened } from './shortened.ts';

/** A chapter lasts at least ten seconds, or there are none; a list of more than this helps nobody. */
const leastSeconds = 10;
const mostChapters = 30;
const titleCharacters = 60;

/** The site refuses angle brackets in descriptions. */
const plain = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›');

const firstSentence = (text: string): string =>
  /^.{12,}?[.!?。！？](?=\s|$)/u.exec(text)?.[0].replace(/[.。]$/u, '') ?? text;

const titleOf = ({ text, speaker }: Passage, isNamed: boolean): string => {
  const said = firstSentence(text);
  return plain(shortened(isNamed && speaker !== null ? `${speaker}: ${said}` : said, titleCharacters));
};

/** What a line of the list needs. */
type Part = { start: number; title: string };

/** Parts far enough apart, the last one long enough too. */
const chaptersOf = (parts: readonly Part[], end: number): Part[] => {
  const apart = Math.max(leastSeconds, end / mostChapters);
  const chapters: Part[] = [];
  for (const part of parts) {
    const before = chapters.at(-1);
    const start = Math.floor(part.start);
    const isApart = !before || start - (chapters.length === 1 ? 0 : Math.floor(before.start)) >= apart;
    if (isApart && (chapters.length === 0 || end - start >= leastSeconds)) chapters.push(part);
  }
  return chapters;
};

/** Chapters for a video's description: whole seconds, the first at 0:00, none shorter than ten seconds. */
export const youtube: TextFormat<'youtube'> = {
  id: 'youtube',
  extension: 'txt',
  mime: 'text/plain',
  uses: ['speakers', 'chapters'],
  write: (transcript, options) => {
    const passages = passagesOf(transcript);
    const found = options.chapters?.map(({ start, title }) => ({
      start,
      title: plain(shortened(title, titleCharacters)),
    }));
    const told = () => passages.map((passage) => ({ start: passage.start, title: titleOf(passage, options.speakers) }));
    return chaptersOf(found && found.length > 1 ? found : told(), passages.at(-1)?.end ?? 0)
      .map(({ start, title }, index) => `${elapsedClock(index === 0 ? 0 : Math.floor(start))} ${title}\n`)
      .join('');
  },
};
