import type { Match } from '$lib/domain/transcript-find.ts';

/** A match with what stands around it. */
export type FoundLine = { match: Match; before: string; from: string; after: string };
/** `to`: what it becomes. */
export type PreviewLine = FoundLine & { to: string };

/** Letters shown on each side of a match before it is replaced. */
const contextCharacters = 28;
/** More are not shown: nobody reads them all. */
const mostLines = 50;

/** The end of what stands before a match, in whole words; no word is so long that it is left out altogether. */
const endOf = (text: string): string =>
  text.length <= contextCharacters ? text : `…${text.slice(-contextCharacters).replace(/^\S*\s(?=\S)/u, '')}`;
const beginningOf = (text: string): string =>
  text.length <= contextCharacters ? text : `${text.slice(0, contextCharacters).replace(/(?<=\S)\s\S*$/u, '')}…`;

/** The first matches with what stands around them. `textOf` gives a paragraph as it reads. */
export const linesOf = (matches: readonly Match[], textOf: (paragraph: string) => string): FoundLine[] =>
  matches.slice(0, mostLines).map((match) => {
    const whole = textOf(match.paragraph);
    return {
      match,
      before: endOf(whole.slice(0, match.start)),
      from: whole.slice(match.start, match.end),
      after: beginningOf(whole.slice(match.end)),
    };
  });
