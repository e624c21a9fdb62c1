import { isAbort, toAppError } from '$lib/core/errors.ts';
import type { PatternFinder } from '$lib/domain/ports.ts';
import {
  expandReplacement,
  findInTranscript,
  patternOf,
  readParagraph,
  replaceMatches,
  type Match,
} from '$lib/domain/transcript-find.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { EditorSession } from './editor.svelte.ts';

/** What the worker found, and for what: an answer to another question counts for nothing. */
type Answer = {
  transcript: Transcript;
  question: string;
  matches: readonly Match[] | 'too-slow';
};

export type PreviewLine = { match: Match; before: string; from: string; to: string; after: string };

/** Letters shown on each side of a match before it is replaced. */
const contextCharacters = 28;
const mostPreviewed = 50;

/** The end of what stands before a match, in whole words; no word is so long that it is left out altogether. */
const endOf = (text: string): string =>
  text.length <= contextCharacters ? text : `…${text.slice(-contextCharacters).replace(/^\S*\s(?=\S)/u, '')}`;
const beginningOf = (text: string): string =>
  text.length <= contextCharacters ? text : `${text.slice(0, contextCharacters).replace(/(?<=\S)\s\S*$/u, '')}…`;

/** Find and replace in one transcript. The place is kept through manual fixes: it is counted again with every edit. */
export class FindState {
  query = $state('');
  replacement = $state('');
  matchesCase = $state(false);
  isRegex = $state(false);
  wholeWord = $state(false);
  #at = $state(0);
  #answer = $state.raw<Answer | null>(null);
  #asked: AbortController | null = null;

  readonly options = $derived({
    matchesCase: this.matchesCase,
    isRegex: this.isRegex,
    wholeWord: this.wholeWord,
  });
  readonly #question: string = $derived(JSON.stringify([this.query, this.options]));
  /** The answer to what is asked now. */
  readonly #current: Answer | null = $derived.by(() => {
    const answer = this.#answer;
    return answer?.transcript === this.session.transcript && answer.question === this.#question ? answer : null;
  });
  readonly isInvalid: boolean = $derived(patternOf(this.query, this.options) === 'invalid');
  readonly matches: readonly Match[] = $derived.by(() => {
    const { transcript } = this.session;
    if (!transcript) return [];
    if (!this.isRegex) return findInTranscript(transcript, this.query, this.options);
    const { matches } = this.#current ?? { matches: [] };
    return matches === 'too-slow' ? [] : matches;
  });
  readonly isTooSlow: boolean = $derived(this.isRegex && this.#current?.matches === 'too-slow');
  readonly current: Match | null = $derived(this.matches[Math.min(this.#at, this.matches.length - 1)] ?? null);
  /** From 1; 0 where nothing is found. */
  readonly number: number = $derived(Math.min(this.#at + 1, this.matches.length));

  constructor(
    private readonly session: EditorSession,
    private readonly patterns: PatternFinder,
  ) {}

  /** Has a regular expression looked for: run again with each change of what it reads. Anything else is found at once. */
  look(): void {
    const { transcript } = this.session;
    const { query, options } = this;
    this.#asked?.abort();
    if (!options.isRegex || !transcript || !(patternOf(query, options) instanceof RegExp)) return;
    this.#asked = new AbortController();
    void this.#ask({ transcript, question: this.#question }, this.#asked.signal);
  }

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
        before: endOf(whole.slice(0, match.start)),
        from: whole.slice(match.start, match.end),
        to: expandReplacement(this.replacement, match, this.isRegex),
        after: beginningOf(whole.slice(match.end)),
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
  async editOf(transcript: Transcript): Promise<{ count: number; edit: ReturnType<typeof replaceMatches> }> {
    const matches = await this.#matchesIn(transcript, new AbortController().signal);
    return { count: matches.length, edit: replaceMatches(transcript, matches, this.replacement, this.isRegex) };
  }

  async #ask(question: Omit<Answer, 'matches'>, signal: AbortSignal): Promise<void> {
    try {
      this.#answer = { ...question, matches: await this.#matchesIn(question.transcript, signal) };
    } catch (error) {
      if (isAbort(error)) return;
      const { code } = toAppError(error, 'worker/crashed');
      if (code === 'find/too-slow') this.#answer = { ...question, matches: 'too-slow' };
    }
  }

  #matchesIn(transcript: Transcript, signal: AbortSignal): Promise<readonly Match[]> | readonly Match[] {
    const { query, options } = this;
    if (!options.isRegex) return findInTranscript(transcript, query, options);
    return this.patterns.find(transcript.paragraphs.map(readParagraph), query, options, signal);
  }

  #replace(matches: readonly Match[]): boolean {
    const { transcript } = this.session;
    return (
      transcript !== null && this.session.apply(replaceMatches(transcript, matches, this.replacement, this.isRegex))
    );
  }
}
