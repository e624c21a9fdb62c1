import type { TranscriptEdit } from '$lib/domain/transcript-edit.ts';

/** Typing in one place within this time is one step. */
export const coalesceMs = 500;
const mostSteps = 1000;

type Step = { inverse: TranscriptEdit; place: string | null; at: number };

/**
 * One history for text, speakers and times. A step holds the edit that takes it back; parts of the document that did not
 * change are shared, so a thousand steps cost little.
 */
export class EditHistory {
  #past: Step[] = [];
  #future: TranscriptEdit[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * `place` names where somebody types; null for an edit that stands for itself. The inverse of the first of several
   * coalesced steps brings back what was before all of them, since typing replaces one paragraph by one.
   */
  push(inverse: TranscriptEdit, place: string | null, atMs: number): void {
    this.#future = [];
    const last = this.#past.at(-1);
    if (last && place !== null && last.place === place && atMs - last.at < coalesceMs) {
      last.at = atMs;
      return;
    }
    this.#past.push({ inverse, place, at: atMs });
    if (this.#past.length > mostSteps) this.#past.shift();
  }

  /** Takes the last step off; `apply` does it and gives the edit that would do it again. */
  undo(apply: (edit: TranscriptEdit) => TranscriptEdit): boolean {
    const step = this.#past.pop();
    if (step) this.#future.push(apply(step.inverse));
    return step !== undefined;
  }

  redo(apply: (edit: TranscriptEdit) => TranscriptEdit): boolean {
    const edit = this.#future.pop();
    if (edit) this.#past.push({ inverse: apply(edit), place: null, at: 0 });
    return edit !== undefined;
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
  }
}
