/** From the first unsaved letter to the write: with the write itself well below 250 ms. */
export const saveAfterMs = 80;
/**
 * Saves that may wait for the slower home at once: they share what did not change, so a line costs little, and typing must
 * not wait for a database that is slow for seconds.
 */
const mostUnderWay = 64;

type Ports = {
  /** Begins a save of what there is; called back once a kill can take none of it. False where it failed. */
  write(onJournalled: () => void): Promise<boolean>;
  hasMore(): boolean;
  now(): number;
};

/**
 * When a document that goes on changing is saved: soon after the first change that no save has taken, but not before the
 * save ahead is safe in the journal. What failed is not tried again by itself: a change does that, also one that came while it
 * was failing.
 */
export class SavePlan {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first letter came that no save has taken yet. */
  #unsavedSince: number | null = null;
  #isJournalling = false;
  #hasFailed = false;
  readonly #underWay = new Set<Promise<void>>();

  constructor(private readonly ports: Ports) {}

  /** How many saves are not in both homes yet. */
  get underWay(): number {
    return this.#underWay.size;
  }

  changed(): void {
    this.#unsavedSince ??= this.ports.now();
    this.plan();
  }

  plan(): void {
    const isWaiting = this.#isJournalling || this.#hasFailed || this.underWay >= mostUnderWay;
    if (this.#timer !== undefined || isWaiting) return;
    const waitedMs = this.#unsavedSince === null ? 0 : this.ports.now() - this.#unsavedSince;
    this.#timer = setTimeout(() => this.#begin(), Math.max(0, saveAfterMs - waitedMs));
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Sends what there is at once, behind what is under way. Resolves once all of that has been saved, or could not be. */
  async flush(): Promise<void> {
    this.cancel();
    if (this.ports.hasMore() && !this.#hasFailed) this.#begin();
    await Promise.all(this.#underWay);
    // What was sent behind a save that failed has failed with it.
    if (this.underWay > 0 || !this.ports.hasMore()) return;
    this.#begin();
    await Promise.all(this.#underWay);
  }

  #begin(): void {
    this.cancel();
    this.#unsavedSince = null;
    this.#isJournalling = true;
    const journalled = () => {
      this.#isJournalling = false;
      this.#goOn();
    };
    const save = async () => {
      const isSaved = await this.ports.write(journalled);
      this.#underWay.delete(saving);
      this.#hasFailed ||= !isSaved;
      this.#isJournalling &&= this.underWay > 0;
      // Those behind a save that failed fail as well; none is begun until they have.
      if (this.#hasFailed && this.underWay > 0) return;
      this.#hasFailed = false;
      this.#goOn();
    };
    const saving: Promise<void> = save();
    this.#underWay.add(saving);
  }

  #goOn(): void {
    if (this.#unsavedSince !== null && this.ports.hasMore()) this.plan();
  }
}
