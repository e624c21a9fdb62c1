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
import { linesOf, type PreviewLine } from './find-lines.ts';
import type { EditorSession } from './editor.svelte.ts';

/** What the worker found, and for what: an answer to another question counts for nothing. */
type Answer = {
  transcript: Transcript;
  question: string;
  matches: readonly Match[] | 'too-slow';
};

/** Find and replace in one transcript. The place is kept through manual fixes: it is counted again with every edit. */
export class FindState {
  query = $state('');
  replacement = $state('');
  matchesCase = $state(false);
  isRegex = $state(false);
  wholeWord = $state(false);
  #at = $state(0);
  #turn = $state(0);
  #answer = $state.raw<Answer | null>(null);
  #asked: AbortController | null = null;

  readonly options = $derived({
    matchesCase: this.matchesCase,
    isRegex: this.isRegex,
    wholeWord: this.wholeWord,
  });
  /** What is asked, as one text. */
  readonly question: string = $derived(JSON.stringify([this.query, this.options]));
  /** The answer to what is asked now. */
  readonly #current: Answer | null = $derived.by(() => {
    const answer = this.#answer;
    return answer?.transcript === this.session.transcript && answer.question === this.question ? answer : null;
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

  /** Another one whenever the person asks something else or goes on: only then the page moves to what is found. */
  readonly place: string = $derived(`${this.#turn} ${this.question}`);
  /** False while a regular expression is still being looked for. */
  readonly isAnswered: boolean = $derived(!this.isRegex || this.isInvalid || this.#current !== null);

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
    void this.#ask({ transcript, question: this.question }, this.#asked.signal);
  }

  /** To the next (1) or previous (-1) match, round the end. */
  step(direction: 1 | -1): void {
    const { length } = this.matches;
    this.#turn += 1;
    if (length > 0) this.#at = (Math.min(this.#at, length - 1) + direction + length) % length;
  }

  goTo(match: Match): void {
    this.#turn += 1;
    this.#at = Math.max(0, this.matches.indexOf(match));
  }

  /** What replacing all would do, match by match: the first of them. `text` gives a paragraph as it reads. */
  preview(text: (paragraph: string) => string): PreviewLine[] {
    return linesOf(this.matches, text).map((line) => ({ ...line, to: this.becomes(line.match) }));
  }

  /** What the replacement makes of a match. */
  becomes(match: Match): string {
    return expandReplacement(this.replacement, match, this.isRegex);
  }

  /** Replaces the current match; what stood behind it is then the current one. */
  replaceOne(): void {
    this.#turn += 1;
    if (this.current) this.#replace([this.current]);
  }

  /** Replaces all as one step; gives how many. */
  replaceAll(): number {
    const count = this.matches.length;
    return this.#replace(this.matches) ? count : 0;
  }

  /** The same question put to another transcript; what was found stays good for as long as that does. */
  async matchesIn(transcript: Transcript, signal: AbortSignal): Promise<readonly Match[]> {
    return this.isInvalid ? [] : this.#matchesIn(transcript, signal);
  }

  /** Replaces what was found in another transcript. */
  editOf(transcript: Transcript, matches: readonly Match[]): ReturnType<typeof replaceMatches> {
    return replaceMatches(transcript, matches, this.replacement, this.isRegex);
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
