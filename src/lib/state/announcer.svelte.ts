/** Least time between two messages of work under way, so that a screen reader is not talked over. */
export const quietMs = 10_000;

/**
 * What a screen reader is told without moving the focus. `say` waits its turn, `alert` interrupts; `progress` speaks at
 * most once in ten seconds per topic and drops what comes between.
 */
export class Announcer {
  #polite = $state({ id: 0, text: '' });
  #assertive = $state({ id: 0, text: '' });
  /** No rune: an effect may speak without being told to speak again. */
  #count = 0;
  readonly #lastProgressAt: Record<string, number> = {};
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get polite(): { readonly id: number; readonly text: string } {
    return this.#polite;
  }

  get assertive(): { readonly id: number; readonly text: string } {
    return this.#assertive;
  }

  say(text: string): void {
    this.#polite = { id: ++this.#count, text };
  }

  alert(text: string): void {
    this.#assertive = { id: ++this.#count, text };
  }

  /** True when it was said; false when its topic spoke less than ten seconds ago. */
  progress(topic: string, text: string): boolean {
    const last = this.#lastProgressAt[topic];
    if (last !== undefined && this.#now() - last < quietMs) return false;
    this.#lastProgressAt[topic] = this.#now();
    this.say(text);
    return true;
  }
}

export const announcer = new Announcer();
