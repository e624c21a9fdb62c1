import type { Transcript } from '$lib/domain/transcript.ts';

/** A save under way. Once `journalled`, nothing of it can be lost; once `written`, it is in both homes. */
export type Saving<T> = { transcript: Transcript; journalled: Promise<T>; written: Promise<void> };

/**
 * The saves of each transcript that are under way, one behind the other: the rows of one are written while the next is
 * journalled already, so that whoever types never waits for the slower of the two homes.
 */
export class SaveLine<T> {
  readonly #last = new Map<string, Saving<T>>();

  /** The save a next one goes behind; undefined where none is under way. */
  last(recordingId: string): Saving<T> | undefined {
    return this.#last.get(recordingId);
  }

  add(saving: Saving<T>): void {
    const { recordingId } = saving.transcript;
    this.#last.set(recordingId, saving);
    // Nothing goes behind one that failed: what comes next begins from what is stored.
    saving.written.catch(() => this.#last.get(recordingId) === saving && this.#last.delete(recordingId));
  }

  /** Resolves once none is under way, also of those that came meanwhile. */
  async drained(recordingId: string): Promise<void> {
    for (let last = this.last(recordingId); last; last = this.last(recordingId)) {
      await last.written.catch(() => undefined);
      if (this.last(recordingId) === last) this.#last.delete(recordingId);
    }
  }
}
