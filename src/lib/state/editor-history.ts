import type { HistoryChange, StoredHistory } from '$lib/domain/edit-history.ts';
import { compose } from '$lib/domain/transcript-compose.ts';
import type { TranscriptEdit } from '$lib/domain/transcript-edit.ts';

/** Typing in one place within this time is one step. */
export const coalesceMs = 500;
export const mostSteps = 500;

type Step = { edit: TranscriptEdit; place: string | null; at: number };

/**
 * One history for everything that can be edited. A step holds the edit that takes it back, or does it again once it has
 * been taken back; parts of the document that did not change are shared, so hundreds of steps cost little. What changed
 * since the last save is told by `takeChange`, so that a save writes a step or two and a reload finds them all.
 */
export class EditHistory {
  #steps: Step[] = [];
  /** Number of the first step; numbers go on rising when old steps are let go. */
  #first = 0;
  /** How many steps are done; those behind can be done again. */
  #done = 0;
  readonly #unsaved = new Set<number>();

  get canUndo(): boolean {
    return this.#done > 0;
  }

  get canRedo(): boolean {
    return this.#done < this.#steps.length;
  }

  /**
   * `place` names where somebody types or what is nudged; null for an edit that stands for itself. What coalesced is taken
   * back one after the other: a nudge may reach into the next paragraph now and not the time before.
   */
  push(inverse: TranscriptEdit, place: string | null, atMs: number): void {
    const hadFuture = this.canRedo;
    this.#steps.length = this.#done;
    const last = this.#steps.at(-1);
    if (last && !hadFuture && place !== null && last.place === place && atMs - last.at < coalesceMs) {
      last.at = atMs;
      const both = compose(inverse, last.edit);
      if (both !== last.edit) this.#unsaved.add(this.#first + this.#done - 1);
      last.edit = both;
      return;
    }
    this.#steps.push({ edit: inverse, place, at: atMs });
    this.#done += 1;
    this.#unsaved.add(this.#first + this.#done - 1);
    if (this.#steps.length <= mostSteps) return;
    this.#steps.shift();
    this.#unsaved.delete(this.#first);
    this.#first += 1;
    this.#done -= 1;
  }

  /** Takes the last step back; `apply` does it and gives the edit that would do it again. */
  undo(apply: (edit: TranscriptEdit) => TranscriptEdit): boolean {
    if (!this.canUndo) return false;
    this.#done -= 1;
    this.#turn(this.#done, apply);
    return true;
  }

  redo(apply: (edit: TranscriptEdit) => TranscriptEdit): boolean {
    if (!this.canRedo) return false;
    this.#turn(this.#done, apply);
    this.#done += 1;
    return true;
  }

  clear(): void {
    this.#steps = [];
    this.#first = this.#done = 0;
    this.#unsaved.clear();
  }

  /** Takes up what was stored with the document: it was before whatever has been done here since. */
  restore({ steps, cursor }: StoredHistory): void {
    const [since, done] = [this.#steps, this.#done];
    this.clear();
    this.#first = steps[0]?.seq ?? 0;
    this.#steps = steps.map(({ edit }) => ({ edit, place: null, at: 0 }));
    this.#done = Math.min(Math.max(0, cursor - this.#first), this.#steps.length);
    if (since.length === 0) return;
    this.#steps.length = this.#done;
    since.forEach((_, index) => this.#unsaved.add(this.#first + this.#done + index));
    this.#steps.push(...since);
    this.#done += done;
  }

  /** What a save of the document as it is now must write; given back by `putBack` where the save fails. */
  takeChange(): HistoryChange {
    const seqs = [...this.#unsaved].filter((seq) => seq < this.#first + this.#steps.length).sort((a, b) => a - b);
    this.#unsaved.clear();
    return {
      steps: seqs.map((seq) => ({ seq, edit: this.#steps[seq - this.#first]!.edit })),
      from: this.#first,
      until: this.#first + this.#steps.length,
      cursor: this.#first + this.#done,
    };
  }

  putBack({ steps }: HistoryChange): void {
    for (const { seq } of steps) if (seq >= this.#first) this.#unsaved.add(seq);
  }

  /** Nothing of it is stored any more. */
  putBackAll(): void {
    this.#steps.forEach((_, index) => this.#unsaved.add(this.#first + index));
  }

  #turn(index: number, apply: (edit: TranscriptEdit) => TranscriptEdit): void {
    const step = this.#steps[index]!;
    this.#steps[index] = { edit: apply(step.edit), place: null, at: 0 };
    this.#unsaved.add(this.#first + index);
  }
}
