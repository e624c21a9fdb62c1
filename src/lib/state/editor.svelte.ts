import { toAppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import { Scope } from '$lib/core/scope.ts';
import type { LockState, OpenRecordingLock, RecordingLock } from '$lib/domain/ports.ts';
import { carryRedactions, withRedactionsOf } from '$lib/domain/redaction-kept.ts';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { EditHistory } from './editor-history.ts';
import { SavePlan } from './save-plan.ts';
import type { EditorPorts, Replacement, SaveState, SessionOptions } from './session-ports.ts';
import { TypingRun } from './typing-run.ts';

const log = logger('editor');

/**
 * Editing one transcript. The document here in memory is the model; the page is drawn from it and tells back what was
 * typed. Saves go one behind the other, each the latest document with the next revision; the repository journals them.
 */
export class EditorSession {
  #transcript = $state.raw<Transcript | null>(null);
  #saveState = $state.raw<SaveState>({ kind: 'saved' });
  #isLoaded = $state(false);
  /** Beside the save state, which changes with every letter: whoever asks only this is not told of each. */
  #isLocked = $state(false);
  #lockState = $state.raw<LockState>('waiting');
  /** Counts what the history gained or lost, so that `canUndo` is seen to change. */
  #historyChanges = $state(0);

  readonly #history = new EditHistory();
  readonly #typing = new TypingRun();
  readonly #scope = new Scope();
  readonly #now: () => number;
  readonly #saves: SavePlan;
  #savedRevision = 0;
  #written: Transcript | null = null;
  /** The document the last save took, and may not have written yet. */
  #sent: Transcript | null = null;
  #elsewhere: Transcript | null = null;
  #lock: RecordingLock | null = null;
  /** Counts what the lock told: what was begun for an earlier word of it ends. */
  #lockTurn = 0;
  #hasFailedClaim = false;
  #fence: number | undefined;
  /** The stored history is being read; what is saved meanwhile would be saved without it. */
  #recalling: Promise<void> | null = null;
  #listeners: readonly (() => void)[] = [];

  constructor(
    private readonly ports: EditorPorts,
    readonly recordingId: string,
    { openLock, now = () => performance.now() }: SessionOptions = {},
  ) {
    this.#now = now;
    const hasMore = () => this.#transcript !== this.#sent && !this.isReadOnly && !this.#recalling;
    this.#saves = new SavePlan({ now, hasMore, write: (onJournalled) => this.#write(onJournalled) });
    if (openLock) this.#own(openLock);
    else this.#lockState = 'ours';
    const subscription = ports.watch(recordingId).subscribe((transcript) => this.#receive(transcript));
    this.#scope.own(() => subscription.unsubscribe());
    this.#scope.own(() => this.#saves.cancel());
  }

  /** Null until it is loaded, and where nothing was transcribed yet. */
  get transcript(): Transcript | null {
    return this.#transcript;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get saveState(): SaveState {
    return this.#saveState;
  }

  get isReadOnly(): boolean {
    return this.#isLocked || this.#lockState !== 'ours';
  }

  /** Another tab edits this recording; here it is only read until this one takes over. */
  get isElsewhere(): boolean {
    return this.#lockState === 'elsewhere';
  }

  /** The stored revision: what `transcript` is once everything is saved. */
  get revision(): number {
    return this.#savedRevision;
  }

  /** Called after each edit, undo and redo, until the result is called. */
  onEdit(listener: () => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => void (this.#listeners = this.#listeners.filter((each) => each !== listener));
  }

  /** Lets this tab be the one that edits. */
  claim(): void {
    this.#lock?.takeOver();
  }

  get canUndo(): boolean {
    return this.#historyChanges >= 0 && this.#history.canUndo && !this.isReadOnly;
  }

  get canRedo(): boolean {
    return this.#historyChanges >= 0 && this.#history.canRedo && !this.isReadOnly;
  }

  /** Applies an edit as one step; typing in one `place` without a pause is one step together. False: nothing changed. */
  apply(edit: TranscriptEdit, place: string | null = null): boolean {
    if (!this.#transcript || this.isReadOnly) return false;
    const now = this.#now();
    const aligned = place === null ? edit : this.#typing.aligned(this.#transcript, edit, now);
    const { transcript, inverse } = applyEdit(this.#transcript, aligned);
    if (transcript === this.#transcript) return false;
    this.#history.push(inverse, place, now);
    if (place !== null) this.#typing.done(transcript, edit, now);
    this.#set(transcript);
    return true;
  }

  undo(): boolean {
    return !this.isReadOnly && this.#history.undo((edit) => this.#step(edit));
  }

  redo(): boolean {
    return !this.isReadOnly && this.#history.redo((edit) => this.#step(edit));
  }

  /** Writes what is not written yet, at once: before the page goes, and before an export. */
  async flush(): Promise<void> {
    if (this.#hasFailedClaim) await this.#begin();
    if (this.#recalling) await this.#recalling;
    return this.#saves.flush();
  }

  /** Gives up what could not be saved and shows what the other tab wrote. */
  reload(): void {
    if (this.#elsewhere) this.#adopt(this.#elsewhere);
  }

  /** Keeps this version: it is written over what the other tab wrote, which stays one undo away there. */
  takeOver(): void {
    if (this.#elsewhere) this.#savedRevision = this.#elsewhere.revision;
    this.#elsewhere = null;
    this.#isLocked = false;
    // The history that is stored by now is the other tab's.
    this.#history.putBackAll();
    this.#saveState = { kind: 'unsaved' };
    this.#saves.plan();
  }

  /** Replaces the document as one step that can be undone: another version was chosen. Nothing redacted is lost. */
  replace({ paragraphs, speakers, laidOver }: Replacement): boolean {
    if (!this.#transcript) return false;
    const carried = carryRedactions(this.#transcript, paragraphs);
    const redactions = laidOver?.redactions ? withRedactionsOf(carried, laidOver.redactions) : carried;
    const over = laidOver && { cuts: laidOver.cuts, annotations: laidOver.annotations };
    const parts = { speakers, ...over, ...(redactions && { redactions }) };
    return this.apply({ kind: 'splice', at: 0, remove: this.#transcript.paragraphs.length, paragraphs, parts });
  }

  /** What is not written yet is written; only then may another tab have it. */
  dispose(): void {
    void this.flush().finally(() => this.#lock?.release());
    this.#scope.dispose();
  }

  #own(openLock: OpenRecordingLock): void {
    this.#lock = openLock(this.recordingId, () => this.flush());
    const watched = this.#lock.state.subscribe((state) => {
      this.#lockTurn += 1;
      if (state === 'ours') void this.#begin();
      else this.#lockState = state;
    });
    this.#scope.own(() => watched.unsubscribe());
  }

  /** What the tab before wrote last is taken up before anything is edited here, unless something is unsaved here. */
  async #begin(): Promise<void> {
    const turn = this.#lockTurn;
    const isOver = () => turn !== this.#lockTurn || this.#scope.isDisposed;
    this.#hasFailedClaim = false;
    try {
      const fence = await this.ports.claim(this.recordingId);
      const stored = await this.ports.find(this.recordingId);
      if (isOver()) return;
      this.#fence = fence;
      this.#takeUp(stored);
    } catch (error) {
      if (isOver()) return;
      // A database that cannot be written can still be read.
      this.#hasFailedClaim = true;
      this.#saveState = { kind: 'failed', failure: toAppError(error, 'storage/unavailable') };
      return;
    }
    this.#lockState = 'ours';
    if (this.#transcript !== this.#sent) this.#saves.changed();
  }

  #takeUp(stored: Transcript | undefined): void {
    const isSaved = this.#transcript === this.#written;
    if (stored && stored.revision > this.#savedRevision) return isSaved ? this.#adopt(stored) : this.#refuse(stored);
    this.#isLocked = false;
    this.#saveState = { kind: isSaved ? 'saved' : 'unsaved' };
  }

  #step(edit: TranscriptEdit): TranscriptEdit {
    const { transcript, inverse } = applyEdit(this.#transcript!, edit);
    this.#set(transcript);
    return inverse;
  }

  #set(transcript: Transcript): void {
    this.#transcript = transcript;
    this.#historyChanges += 1;
    if (this.#saveState.kind !== 'saving') this.#saveState = { kind: 'unsaved' };
    if (!this.#scope.isDisposed) this.#saves.changed();
    for (const listener of this.#listeners) listener();
  }

  /** What the database holds now: our own writes come back here too. */
  #receive(transcript: Transcript | undefined): void {
    this.#isLoaded = true;
    if (!transcript || transcript.revision <= this.#savedRevision) return;
    if (this.#saves.underWay > 0) this.#elsewhere = transcript;
    else if (this.#transcript === this.#written) this.#adopt(transcript);
    else this.#refuse(transcript);
  }

  #adopt(transcript: Transcript): void {
    this.#saves.cancel();
    this.#elsewhere = null;
    this.#history.clear();
    this.#historyChanges += 1;
    this.#savedRevision = transcript.revision;
    this.#transcript = this.#written = this.#sent = transcript;
    this.#isLocked = false;
    this.#saveState = { kind: 'saved' };
    const recalling = this.#recall(transcript).finally(() => {
      if (this.#recalling !== recalling) return;
      this.#recalling = null;
      if (this.#transcript !== this.#sent) this.#saves.changed();
    });
    this.#recalling = recalling;
  }

  /** The history that was kept with this revision; a reload is no reason to lose it. */
  async #recall(transcript: Transcript): Promise<void> {
    const stored = await this.ports.history(this.recordingId).catch((error: unknown) => {
      log.warn('undo history not read', { recordingId: this.recordingId, error });
      return undefined;
    });
    if (stored?.revision !== transcript.revision || this.#written !== transcript) return;
    this.#history.restore(stored);
    this.#historyChanges += 1;
  }

  #refuse(transcript: Transcript | null): void {
    this.#elsewhere = transcript ?? this.#elsewhere;
    this.#saveState = { kind: 'locked' };
    this.#isLocked = true;
  }

  /** Sends what there is behind what is under way. False: it could not be saved. */
  async #write(onJournalled: () => void): Promise<boolean> {
    const document = this.#transcript;
    if (!document || document === this.#sent || this.isReadOnly || this.#recalling) return true;
    const revision = this.#savedRevision + this.#saves.underWay + 1;
    const history = this.#history.takeChange();
    this.#sent = document;
    this.#saveState = { kind: 'saving' };
    try {
      const extra = { history, onJournalled, ...(this.#fence && { fence: this.#fence }) };
      await this.ports.save({ ...document, revision }, extra);
      this.#saved(document, revision);
      return true;
    } catch (error) {
      this.#sent = this.#written;
      this.#history.putBack(history);
      const failure = toAppError(error, 'storage/unavailable');
      if (failure.code === 'storage/locked') this.#refuse(null);
      else this.#saveState = { kind: 'failed', failure };
      return false;
    }
  }

  #saved(document: Transcript, revision: number): void {
    this.#savedRevision = revision;
    this.#written = document;
    if (this.#elsewhere && this.#elsewhere.revision <= revision) this.#elsewhere = null;
    if (this.#transcript === document) this.#saveState = { kind: 'saved' };
    else if (this.#sent === document) this.#saveState = { kind: 'unsaved' };
  }
}
