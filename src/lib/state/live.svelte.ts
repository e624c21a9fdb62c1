import { createSubscriber } from 'svelte/reactivity';
import type { Watchable } from '$lib/domain/ports.ts';

/**
 * A query as a rune: reading `.current` in markup keeps it fresh, and the query stops when nobody reads. The last value
 * stays when the query stops or fails; `.error` tells a failure, and `.isLoaded` whether a first value has come.
 */
export class Live<T> {
  #current: T;
  #isLoaded = false;
  #error: unknown = null;
  readonly #track: () => void;

  constructor(query: Watchable<T>, initial: T) {
    this.#current = initial;
    this.#track = createSubscriber((update) => {
      const subscription = query.subscribe(
        (value) => {
          this.#current = value;
          this.#isLoaded = true;
          this.#error = null;
          update();
        },
        (error) => {
          this.#error = error;
          update();
        },
      );
      return () => subscription.unsubscribe();
    });
  }

  get current(): T {
    this.#track();
    return this.#current;
  }

  get isLoaded(): boolean {
    this.#track();
    return this.#isLoaded;
  }

  /** What the query threw, until a value comes again; null while all is well. */
  get error(): unknown {
    this.#track();
    return this.#error;
  }
}
