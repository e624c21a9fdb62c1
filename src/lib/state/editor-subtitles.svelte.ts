import { fixAfterCut, fixCue, wordsOfCue } from '$lib/domain/cue-fixes.ts';
import { findCueProblems, type CueProblem } from '$lib/domain/cue-problems.ts';
import { defaultCueOptions, toCues, type Cue, type CueOptions } from '$lib/domain/cues.ts';
import { cutListOf, hasCuts, toEdited, toFile, transcriptAfterCut, type CutList } from '$lib/domain/cut-list.ts';
import type { TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { Transcript, Word } from '$lib/domain/transcript.ts';
import type { EditorSession } from './editor.svelte.ts';

/** Cues are made anew this long after the last letter: over hours of speech that takes a moment. */
export const cuesAfterMs = 300;

type Ports = {
  settings(): Settings;
  /** Length of the recording; Infinity where nobody knows. */
  durationSeconds(): number;
};

/** The transcript as subtitles, as an export would hold them, and what is wrong with them. */
export class Subtitles {
  /** Without what is cut, on the clock of what is left, as exports begin with. */
  followsCut = $state(true);
  #source = $state.raw<Transcript | null>(null);
  #at = $state(0);

  readonly #cuts: CutList | null = $derived.by(() => {
    const list = this.#source && cutListOf(this.#source, this.ports.durationSeconds());
    return list && hasCuts(list) ? list : null;
  });
  readonly hasCuts: boolean = $derived(this.#cuts !== null);
  readonly #list: CutList | null = $derived(this.followsCut ? this.#cuts : null);
  readonly #document: Transcript | null = $derived(
    this.#source && this.#list ? transcriptAfterCut(this.#source, this.#list) : this.#source,
  );

  readonly options: CueOptions = $derived.by(() => {
    const { lineCharacters, maxLines, charactersPerSecond } = this.ports.settings().export;
    return { ...defaultCueOptions, lineCharacters, maxLines, charactersPerSecond };
  });
  readonly cues: readonly Cue[] = $derived.by(() => (this.#document ? toCues(this.#document, this.options) : []));
  readonly problems: readonly CueProblem[] = $derived(findCueProblems(this.cues, this.options));
  readonly current: CueProblem | null = $derived(this.problems[Math.min(this.#at, this.problems.length - 1)] ?? null);
  readonly number: number = $derived(Math.min(this.#at + 1, this.problems.length));
  readonly fix: TranscriptEdit | null = $derived.by(() =>
    this.#document && this.current ? this.#fixOf(this.#document, this.current) : null,
  );

  constructor(
    private readonly session: EditorSession,
    private readonly ports: Ports,
  ) {}

  /** The document the cues are made of. */
  show(document: Transcript): void {
    this.#source = document;
  }

  /** Where a moment of a subtitle lies in the file, in seconds. */
  fileSeconds(seconds: number): number {
    return this.#list ? toFile(this.#list, seconds) : seconds;
  }

  /** The last cue that has begun at a moment of the file; -1 before all of them. */
  cueAt(fileSeconds: number): number {
    const seconds = this.#list ? toEdited(this.#list, fileSeconds) : fileSeconds;
    return this.cues.findLastIndex((cue) => cue.start <= seconds);
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

  #fixOf(document: Transcript, problem: CueProblem): TranscriptEdit | null {
    const fix = fixCue(document, this.cues, problem, this.options);
    return fix && this.#list ? fixAfterCut(this.#source!, document, fix, this.#list) : fix;
  }
}
