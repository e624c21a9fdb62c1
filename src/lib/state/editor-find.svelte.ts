import {
  expandReplacement,
  findInTranscript,
  patternOf,
  replaceMatches,
  type Match,
} from '$lib/domain/transcript-find.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { EditorSession } from './editor.svelte.ts';

export type PreviewLine = { match: Match; before: string; from: string; to: string; after: string };

/** Letters shown on each side of a match before it is replaced. */
const contextCharacters = 28;
const mostPreviewed = 50;

/** Find and replace in one transcript. The place is kept through manual fixes: it is counted again with every edit. */
export class FindState {
  query = $state('');
  replacement = $state('');
  matchesCase = $state(false);
  isRegex = $state(false);
  wholeWord = $state(false);
  #at = $state(0);

  readonly options = $derived({
    matchesCase: this.matchesCase,
    isRegex: this.isRegex,
    wholeWord: this.wholeWord,
  });
  readonly isInvalid: boolean = $derived(patternOf(this.query, this.options) === 'invalid');
  readonly matches: readonly Match[] = $derived.by(() => {
    const { transcript } = this.session;
    return transcript ? findInTranscript(transcript, this.query, this.options) : [];
  });
  readonly current: Match | null = $derived(this.matches[Math.min(this.#at, this.matches.length - 1)] ?? null);
  /** From 1; 0 where nothing is found. */
  readonly number: number = $derived(Math.min(this.#at + 1, this.matches.length));

  constructor(private readonly session: EditorSession) {}

  /** To the next (1) or previous (-1) match, round the end. */
  step(direction: 1 | -1): void {
    const { length } = this.matches;
    if (length > 0) this.#at = (Math.min(this.#at, length - 1) + direction + length) % length;
  }

  goTo(match: Match): void {
    this.#at = Math.max(0, this.matches.indexOf(match));
  }

  /** What replacing all would do, match by match: the first of them. `text` gives a paragraph as it reads. */
  preview(text: (paragraph: string) => string): PreviewLine[] {
    return this.matches.slice(0, mostPreviewed).map((match) => {
      const whole = text(match.paragraph);
      return {
        match,
        before: whole.slice(Math.max(0, match.start - contextCharacters), match.start),
        from: whole.slice(match.start, match.end),
        to: expandReplacement(this.replacement, match, this.isRegex),
        after: whole.slice(match.end, match.end + contextCharacters),
      };
    });
  }

  /** Replaces the current match; what stood behind it is then the current one. */
  replaceOne(): void {
    if (this.current) this.#replace([this.current]);
  }

  /** Replaces all as one step; gives how many. */
  replaceAll(): number {
    const count = this.matches.length;
    return this.#replace(this.matches) ? count : 0;
  }

  /** The same replacement for another transcript: an edit of it and how often it strikes. */
  editOf(transcript: Transcript): { count: number; edit: ReturnType<typeof replaceMatches> } {
    const matches = findInTranscript(transcript, this.query, this.options);
    return { count: matches.length, edit: replaceMatches(transcript, matches, this.replacement, this.isRegex) };
  }

  #replace(matches: readonly Match[]): boolean {
    const { transcript } = this.session;
    return (
      transcript !== null && this.session.apply(replaceMatches(transcript, matches, this.replacement, this.isRegex))
    );
  }
}
