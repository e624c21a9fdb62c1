import type { Span } from '$lib/domain/artifacts.ts';

/** How the transcript is looked at: nothing of this is part of the document. */
export class EditorView {
  #mode = $state<'read' | 'edit'>('read');
  /** The paragraph that keys act on, and the only one whose controls are tab stops. */
  activeParagraph = $state<string | null>(null);
  showsConfidence = $state(true);
  /** Which tab of the inspector is open. */
  panel = $state('details');
  /** Where there is no room beside the text, the inspector lies over it while it is open. */
  isInspecting = $state(false);
  /** The page may scroll along with what is spoken: the person's choice. */
  mayFollow = $state(true);
  #follows = $state(true);
  /** The stretch of sound that is chosen on the waveform, seconds of the recording. */
  selection = $state.raw<Span | null>(null);
  /** The stretch that the waveform shows; null where none is drawn. */
  waveSpan = $state.raw<Span | null>(null);
  /** The note whose field is to be written in first. */
  writingNote = $state<string | null>(null);
  isFinding = $state(false);
  isReplacing = $state(false);
  isExporting = $state(false);
  isExportingMedia = $state(false);
  /** The dialog that names a version is open. */
  isNaming = $state(false);
  /** The dialog that replaces in all recordings is open. */
  isReplacingEverywhere = $state(false);
  /** A transcript without a word was opened to be written by hand. */
  isWriting = $state(false);

  /** The page scrolls along now; false once somebody took it in hand. */
  get isFollowing(): boolean {
    return this.mayFollow && this.#follows;
  }

  set isFollowing(follows: boolean) {
    this.#follows = follows;
  }

  get mode(): 'read' | 'edit' {
    return this.#mode;
  }

  get isEditing(): boolean {
    return this.#mode === 'edit';
  }

  edit(): void {
    this.#mode = 'edit';
  }

  read(): void {
    this.#mode = 'read';
  }

  /** Opens a tab of the inspector, wherever that stands. */
  inspect(panel: string): void {
    this.panel = panel;
    this.isInspecting = true;
  }

  find(withReplace = false): void {
    this.isFinding = true;
    this.isReplacing = withReplace || this.isReplacing;
  }
}
