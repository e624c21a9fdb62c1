import { findInTranscript, replaceMatches, type Match } from '$lib/domain/transcript-find.ts';
import type { EditorSession } from './editor.svelte.ts';

/** Find and replace in one transcript. The place is kept through manual fixes: it is counted again with every edit. */
export class FindState {
  query = $state('');
  replacement = $state('');
  matchesCase = $state(false);
  #at = $state(0);

  readonly matches: readonly Match[] = $derived.by(() => {
    const { transcript } = this.session;
    return transcript ? findInTranscript(transcript, this.query, { matchesCase: this.matchesCase }) : [];
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

  /** Replaces the current match; what stood behind it is then the current one. */
  replaceOne(): void {
    const { transcript } = this.session;
    if (transcript && this.current) this.session.apply(replaceMatches(transcript, [this.current], this.replacement));
  }

  /** Replaces all as one step; gives how many. */
  replaceAll(): number {
    const { transcript } = this.session;
    const count = this.matches.length;
    const changed = transcript && this.session.apply(replaceMatches(transcript, this.matches, this.replacement));
    return changed ? count : 0;
  }
}
