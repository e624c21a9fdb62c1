import type { Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions } from './format.ts';
import { passagesOf, type Passage } from './passages.ts';
import { shortened } from './shortened.ts';

/** A chapter lasts at least ten seconds, or there are none; a list of more than this helps nobody. */
const leastSeconds = 10;
const mostChapters = 30;
const titleCharacters = 60;

/** Where a chapter begins, in seconds as they are. */
export type ChapterStart = { start: number; title: string };

const firstSentence = (text: string): string =>
  /^.{12,}?[.!?。！？](?=\s|$)/u.exec(text)?.[0].replace(/[.。]$/u, '') ?? text;

const titleOf = ({ text, speaker }: Passage, isNamed: boolean): string => {
  const said = firstSentence(text);
  return shortened(isNamed && speaker !== null ? `${speaker}: ${said}` : said, titleCharacters);
};

/** Parts far enough apart, the last one long enough too. The first stands for the beginning. */
const apartFrom = (parts: readonly ChapterStart[], end: number): ChapterStart[] => {
  const apart = Math.max(leastSeconds, end / mostChapters);
  const chapters: ChapterStart[] = [];
  for (const part of parts) {
    const before = chapters.at(-1);
    const start = Math.floor(part.start);
    const isApart = !before || start - (chapters.length === 1 ? 0 : Math.floor(before.start)) >= apart;
    if (isApart && (chapters.length === 0 || end - start >= leastSeconds)) chapters.push(part);
  }
  return chapters.map((chapter, index) => (index === 0 ? { ...chapter, start: 0 } : chapter));
};

/** The chapters somebody found or wrote; paragraphs with their first sentence where there are fewer than two. */
export const chaptersOf = (transcript: Transcript, options: ExportOptions): ChapterStart[] => {
  const passages = passagesOf(transcript);
  const found = (options.chapters ?? []).map(({ start, title }) => ({
    start,
    title: shortened(title, titleCharacters),
  }));
  const told = () => passages.map((passage) => ({ start: passage.start, title: titleOf(passage, options.speakers) }));
  return apartFrom(found.length > 1 ? found : told(), passages.at(-1)?.end ?? 0);
};
