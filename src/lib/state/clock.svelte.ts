import { createSubscriber } from 'svelte/reactivity';
import { Scope } from '$lib/core/scope.ts';

/** The time as a rune: whoever reads `.nowMs` in markup is drawn again with each tick. Stands still when nobody reads. */
export class Clock {
  readonly #track: () => void;

  constructor(tickMs = 1000) {
    this.#track = createSubscriber((update) => {
      const scope = new Scope();
      scope.interval(update, tickMs);
      return () => scope.dispose();
    });
  }

  /** Milliseconds since 1970. */
  get nowMs(): number {
    this.#track();
    return Date.now();
  }
}
