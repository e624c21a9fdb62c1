import type { Watchable } from '$lib/domain/ports.ts';

/** One value of our own that others may watch; a new watcher gets the present value at once. */
export class Watched<T> implements Watchable<T> {
  readonly #watchers = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get current(): T {
    return this.value;
  }

  set(value: T): void {
    this.value = value;
    for (const watcher of this.#watchers) watcher(value);
  }

  subscribe(onValue: (value: T) => void): { unsubscribe(): void } {
    this.#watchers.add(onValue);
    onValue(this.value);
    return { unsubscribe: () => void this.#watchers.delete(onValue) };
  }
}
