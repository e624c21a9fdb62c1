import type { TranscriptEdit } from './transcript-edit.ts';
import { paragraphText, type Paragraph, type Transcript } from './transcript.ts';

/** A stretch of a paragraph's text, in UTF-16 units. `groups`: what the pattern and its brackets caught. */
export type Match = { paragraph: string; start: number; end: number; groups: readonly (string | undefined)[] };

export type FindOptions = { matchesCase: boolean; isRegex?: boolean; wholeWord?: boolean };

/** The letters themselves; a space also stands for a line break. */
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replaceAll(' ', '\\s');

/**
 * The pattern of a query: letters compared without case unless asked. Null for an empty query; `'invalid'` for a regular
 * expression that is none.
 */
export const patternOf = (query: string, options: FindOptions): RegExp | null | 'invalid' => {
  const { matchesCase, isRegex = false, wholeWord = false } = options;
  if (query.trim() === '') return null;
  const source = isRegex ? `(?:${query})` : escape(query);
  const edged = wholeWord ? `(?<![\\p{L}\\p{N}\\p{M}_])${source}(?![\\p{L}\\p{N}\\p{M}_])` : source;
  try {
    return new RegExp(edged, matchesCase ? 'gu' : 'giu');
  } catch {
    return 'invalid';
  }
};

/** A paragraph as it reads. */
export type ReadParagraph = { id: string; text: string };

export const readParagraph = (paragraph: Paragraph): ReadParagraph => ({
  id: paragraph.id,
  text: paragraphText(paragraph),
});

/** A pattern that matches nothing at all, such as `a*`, marks no place. */
const matchesOf = ({ id, text }: ReadParagraph, wanted: RegExp): Match[] =>
  Array.from(text.matchAll(wanted), (found) => ({
    paragraph: id,
    start: found.index,
    end: found.index + found[0].length,
    groups: [...found],
  })).filter(({ start, end }) => end > start);

/**
 * Every place where `query` stands, in order. A match lies within one paragraph. A regular expression somebody typed may
 * never end: it belongs in a worker (`PatternFinder`).
 */
export const findInTexts = (texts: readonly ReadParagraph[], query: string, options: FindOptions): Match[] => {
  const wanted = patternOf(query, options);
  return wanted instanceof RegExp ? texts.flatMap((text) => matchesOf(text, wanted)) : [];
};

export const findInTranscript = (
  { paragraphs }: Pick<Transcript, 'paragraphs'>,
  query: string,
  options: FindOptions,
): Match[] => (query.trim() === '' ? [] : findInTexts(paragraphs.map(readParagraph), query, options));

/** What a match becomes: in a regular expression `$1` is what the first bracket caught, `$&` the whole, `$$` a dollar. */
export const expandReplacement = (replacement: string, { groups }: Match, isRegex: boolean): string =>
  isRegex
    ? replacement.replace(/\$(\$|&|\d)/gu, (_, sign: string) =>
        sign === '$' ? '$' : (groups[sign === '&' ? 0 : Number(sign)] ?? ''),
      )
    : replacement;

/** The text of a paragraph with some matches of it replaced. */
export const replacedText = (text: string, matches: readonly Match[], replacement: string, isRegex = false): string =>
  matches.reduceRight(
    (rest, match) =>
      rest.slice(0, match.start) + expandReplacement(replacement, match, isRegex) + rest.slice(match.end),
    text,
  );

/**
 * One edit that puts `replacement` in the place of the given matches; without `isRegex` literally. Words that are replaced
 * share the time of those that stood there.
 */
export const replaceMatches = (
  transcript: Pick<Transcript, 'paragraphs'>,
  matches: readonly Match[],
  replacement: string,
  isRegex = false,
): TranscriptEdit => {
  const byParagraph = new Map<string, Match[]>();
  for (const match of matches) byParagraph.set(match.paragraph, [...(byParagraph.get(match.paragraph) ?? []), match]);
  return {
    kind: 'batch',
    edits: transcript.paragraphs.flatMap((paragraph) =>
      replacementsIn(paragraph, byParagraph.get(paragraph.id) ?? [], (match) =>
        expandReplacement(replacement, match, isRegex),
      ),
    ),
  };
};

/** One edit a match, from the last to the first: words between two matches keep their times. */
const replacementsIn = (
  paragraph: Paragraph,
  matches: readonly Match[],
  replacementOf: (match: Match) => string,
): TranscriptEdit[] => {
  let text = matches.length > 0 ? paragraphText(paragraph) : '';
  return matches.toReversed().map((match) => {
    text = text.slice(0, match.start) + replacementOf(match) + text.slice(match.end);
    return { kind: 'set-text', paragraph: paragraph.id, text, spreads: true };
  });
};
