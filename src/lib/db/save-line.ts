import type { Transcript } from '$lib/domain/transcript.ts';

/** A save under way. Once `journalled`, nothing of it can be lost; once `written`, it is in both homes. */
export type Saving<T> = { transcript: Transcript; journalled: Promise<T>; written: Promise<void> };

/**
 * The saves of each transcript that are under way, one behind the other: the rows of one are written while the next is
 * journalled already, so that whoever types never waits for the slower of the two homes.
 */
export class SaveLine<T> {
  readonly #last = new Map<string, Saving<T>>();
  readonly #underWay = new Map<string, Set<Promise<void>>>();

  /** The save a next one goes behind; undefined where none is under way. */
  last(recordingId: string): Saving<T> | undefined {
    return this.#last.get(recordingId);
  }

  add(saving: Saving<T>): void {
    const { recordingId } = saving.transcript;
    const underWay = this.#underWay.get(recordingId) ?? new Set();
    this.#underWay.set(recordingId, underWay.add(saving.written));
    this.#last.set(recordingId, saving);
    const ended = () => underWay.delete(saving.written);
    saving.written.then(ended, () => {
      ended();
      // Nothing goes behind one that failed: what comes next begins from what is stored.
      if (this.last(recordingId) === saving) this.#last.delete(recordingId);
    });
  }

  /** Resolves once none is under way, also of those that came meanwhile. */
  async drained(recordingId: string): Promise<void> {
    const underWay = this.#underWay.get(recordingId);
    while (underWay && underWay.size > 0) await Promise.allSettled(underWay);
    this.#last.delete(recordingId);
    this.#underWay.delete(recordingId);
  }
}
