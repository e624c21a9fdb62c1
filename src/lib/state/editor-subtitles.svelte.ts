import { fixCue, wordsOfCue } from '$lib/domain/cue-fixes.ts';
import { findCueProblems, type CueProblem } from '$lib/domain/cue-problems.ts';
import { defaultCueOptions, toCues, type Cue, type CueOptions } from '$lib/domain/cues.ts';
import type { TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { Transcript, Word } from '$lib/domain/transcript.ts';
import type { EditorSession } from './editor.svelte.ts';

/** Cues are made anew this long after the last letter: over hours of speech that takes a moment. */
export const cuesAfterMs = 300;

/** The transcript as subtitles, and what is wrong with them. */
export class Subtitles {
  #document = $state.raw<Pick<Transcript, 'paragraphs'> | null>(null);
  #at = $state(0);

  readonly options: CueOptions = $derived.by(() => {
    const { lineCharacters, maxLines, charactersPerSecond } = this.settings().export;
    return { ...defaultCueOptions, lineCharacters, maxLines, charactersPerSecond };
  });
  readonly cues: readonly Cue[] = $derived.by(() => (this.#document ? toCues(this.#document, this.options) : []));
  readonly problems: readonly CueProblem[] = $derived(findCueProblems(this.cues, this.options));
  readonly current: CueProblem | null = $derived(this.problems[Math.min(this.#at, this.problems.length - 1)] ?? null);
  readonly number: number = $derived(Math.min(this.#at + 1, this.problems.length));
  readonly fix: TranscriptEdit | null = $derived.by(() =>
    this.#document && this.current ? fixCue(this.#document, this.cues, this.current, this.options) : null,
  );

  constructor(
    private readonly session: EditorSession,
    private readonly settings: () => Settings,
  ) {}

  /** The document the cues are made of. */
  show(document: Pick<Transcript, 'paragraphs'>): void {
    this.#document = document;
  }

  /** To the next (1) or previous (-1) problem, round the end. */
  step(direction: 1 | -1): void {
    const { length } = this.problems;
    if (length > 0) this.#at = (Math.min(this.#at, length - 1) + direction + length) % length;
  }

  problemsOf(cue: number): readonly CueProblem[] {
    return this.problems.filter((problem) => problem.cue === cue);
  }

  /** The first word of a cue as it stands in the text. */
  wordOf(cue: number): Word | null {
    return (this.#document && wordsOfCue(this.#document, this.cues, cue)[0]?.word) ?? null;
  }

  applyFix(): boolean {
    return this.fix !== null && this.session.apply(this.fix);
  }
}
