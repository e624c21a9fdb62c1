import type { TranscriptEdit } from './transcript-edit.ts';
import { paragraphText, type Paragraph, type Transcript } from './transcript.ts';

/** A stretch of a paragraph's text, in UTF-16 units. */
export type Match = { paragraph: string; start: number; end: number };

export type FindOptions = { matchesCase: boolean };

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** Letters compared without case unless asked; nothing for an empty query. */
const pattern = (query: string, { matchesCase }: FindOptions): RegExp | null =>
  query.trim() === '' ? null : new RegExp(escape(query), matchesCase ? 'gu' : 'giu');

const matchesOf = (paragraph: Paragraph, wanted: RegExp): Match[] =>
  Array.from(paragraphText(paragraph).matchAll(wanted), ({ 0: text, index }) => ({
    paragraph: paragraph.id,
    start: index,
    end: index + text.length,
  }));

/** Every place where `query` stands, in order. A match lies within one paragraph. */
export const findInTranscript = (
  transcript: Pick<Transcript, 'paragraphs'>,
  query: string,
  options: FindOptions,
): Match[] => {
  const wanted = pattern(query, options);
  return wanted ? transcript.paragraphs.flatMap((paragraph) => matchesOf(paragraph, wanted)) : [];
};

/** One edit that puts `replacement` in the place of the given matches, literally: `$1` is no group. */
export const replaceMatches = (
  transcript: Pick<Transcript, 'paragraphs'>,
  matches: readonly Match[],
  replacement: string,
): TranscriptEdit => ({
  kind: 'batch',
  edits: transcript.paragraphs.flatMap((paragraph): TranscriptEdit[] => {
    const here = matches.filter((match) => match.paragraph === paragraph.id);
    if (here.length === 0) return [];
    const before = paragraphText(paragraph);
    const text = here.reduceRight(
      (rest, { start, end }) => rest.slice(0, start) + replacement + rest.slice(end),
      before,
    );
    return [{ kind: 'set-text', paragraph: paragraph.id, text }];
  }),
});
