/** One value that others may watch (a `Watchable` of domain/ports); a new watcher gets the present value at once. */
export class Watched<T> {
  readonly #watchers = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get current(): T {
    return this.value;
  }

  set(value: T): void {
    this.value = value;
    for (const watcher of [...this.#watchers]) watcher(value);
  }

  subscribe(onValue: (value: T) => void): { unsubscribe(): void } {
    this.#watchers.add(onValue);
    onValue(this.value);
    return { unsubscribe: () => void this.#watchers.delete(onValue) };
  }
}
