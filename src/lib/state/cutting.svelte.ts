import type { Span } from '$lib/domain/artifacts.ts';
import { cutListOf, hasCuts, savedSeconds, type CutList } from '$lib/domain/cut-list.ts';
import { findFillers, type Filler } from '$lib/domain/fillers.ts';
import { findSilences } from '$lib/domain/silences.ts';
import { addCuts, cutPlaces, cutSpan, restoreAll, restoreSpan, toggleCut } from '$lib/domain/transcript-cut.ts';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { EditorSession } from './editor.svelte.ts';

type Ports = {
  session: EditorSession;
  durationSeconds(): number | null;
  /** Where somebody speaks; undefined until the recording was listened to. */
  speech(): readonly Span[] | undefined;
  settings(): Settings;
};

const keyOf = (filler: Filler): string => filler.words[0]!;

/** What is left out of a recording, and what could be. Everything it changes is one step of the session's history. */
export class Cutting {
  /** Choices of the person that differ from what is proposed, by the first word of a filler. */
  #chosen = $state.raw<Readonly<Record<string, boolean>>>({});
  #preview = $state.raw<TranscriptEdit | null>(null);

  readonly #transcript: Transcript | null = $derived.by(() => this.ports.session.transcript);
  readonly #made: CutList | null = $derived.by(() => this.#listOf(this.#transcript));
  /** What is heard; null where nothing is cut. While somebody listens before cutting, what would be heard. */
  readonly list: CutList | null = $derived.by(() => {
    if (!this.#preview || !this.#transcript) return this.#made;
    return this.#listOf(applyEdit(this.#transcript, this.#preview).transcript);
  });
  readonly isPreviewing: boolean = $derived(this.#preview !== null);
  readonly savedSeconds: number = $derived(this.#made ? savedSeconds(this.#made) : 0);
  readonly places = $derived.by(() => (this.#transcript && this.#made ? cutPlaces(this.#transcript) : []));

  readonly fillers: readonly Filler[] = $derived.by(() => (this.#transcript ? findFillers(this.#transcript) : []));
  readonly chosenFillers: readonly Filler[] = $derived(this.fillers.filter((filler) => this.isChosen(filler)));
  /** Null while nobody knows where silence is. */
  readonly silences: readonly Span[] | null = $derived.by(() => {
    const [speech, durationSeconds] = [this.ports.speech(), this.ports.durationSeconds()];
    if (!speech || !durationSeconds || !this.#transcript) return null;
    const { silenceSeconds: thresholdSeconds, paddingSeconds } = this.ports.settings().cutting;
    const found = findSilences(
      { speech, transcript: this.#transcript, durationSeconds },
      { thresholdSeconds, paddingSeconds },
    );
    const cuts = this.#transcript.cuts ?? [];
    return found.filter((span) => !cuts.some((cut) => cut.start <= span.start && cut.end >= span.end));
  });

  constructor(private readonly ports: Ports) {}

  isChosen(filler: Filler): boolean {
    return this.#chosen[keyOf(filler)] ?? filler.isSound;
  }

  choose(fillers: readonly Filler[], isChosen: boolean): void {
    this.#chosen = { ...this.#chosen, ...Object.fromEntries(fillers.map((filler) => [keyOf(filler), isChosen])) };
    this.stopPreview();
  }

  get fillerEdit(): TranscriptEdit {
    return { kind: 'cut-words', words: this.chosenFillers.flatMap(({ words }) => words), cut: true };
  }

  get silenceEdit(): TranscriptEdit {
    return addCuts(this.#transcript ?? {}, this.silences ?? []);
  }

  /** How much shorter an edit would make what is heard, in seconds. */
  wouldSave(edit: TranscriptEdit): number {
    if (!this.#transcript) return 0;
    const list = this.#listOf(applyEdit(this.#transcript, edit).transcript);
    return (list ? savedSeconds(list) : 0) - this.savedSeconds;
  }

  /** Lets an edit be heard before it is made; asked again, it ends. */
  preview(edit: TranscriptEdit): void {
    this.#preview = this.#preview ? null : edit;
  }

  stopPreview(): void {
    this.#preview = null;
  }

  apply(edit: TranscriptEdit): boolean {
    this.stopPreview();
    return this.ports.session.apply(edit);
  }

  toggleWords(ids: readonly string[]): boolean {
    return this.#transcript !== null && ids.length > 0 && this.apply(toggleCut(this.#transcript, ids));
  }

  cut(span: Span): boolean {
    return this.#transcript !== null && this.apply(cutSpan(this.#transcript, span));
  }

  restore(span: Span): boolean {
    return this.#transcript !== null && this.apply(restoreSpan(this.#transcript, span));
  }

  restoreAll(): boolean {
    return this.#transcript !== null && this.apply(restoreAll(this.#transcript));
  }

  #listOf(transcript: Transcript | null): CutList | null {
    const durationSeconds = this.ports.durationSeconds();
    if (!transcript || !durationSeconds) return null;
    const list = cutListOf(transcript, durationSeconds);
    return hasCuts(list) ? list : null;
  }
}
