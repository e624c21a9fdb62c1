import type { Growing } from './step.ts';

/** The writing end of a growing artifact. Readers that fall behind skip to the latest state. */
export class Growth<T> implements Growing<T> {
  #latest: { value: T; number: number } | undefined;
  #end: { value: T } | { error: unknown } | undefined;
  #wakers = new Set<() => void>();

  publish(value: T): void {
    this.#latest = { value, number: (this.#latest?.number ?? 0) + 1 };
    this.#wake();
  }

  finish(value: T): void {
    this.publish(value);
    this.#end = { value };
    this.#wake();
  }

  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  async *states(signal: AbortSignal): AsyncGenerator<T> {
    let seen = 0;
    while (true) {
      signal.throwIfAborted();
      if (this.#end && 'error' in this.#end) throw this.#end.error;
      if (this.#latest && this.#latest.number > seen) {
        seen = this.#latest.number;
        yield this.#latest.value;
      } else if (this.#end) return;
      else await this.#change(signal);
    }
  }

  async whole(signal: AbortSignal): Promise<T> {
    while (!this.#end) await this.#change(signal);
    if ('error' in this.#end) throw this.#end.error;
    return this.#end.value;
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#wakers.delete(wake);
        reject(signal.reason);
      };
      const wake = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#wakers.add(wake);
    });
  }

  #wake(): void {
    const wakers = this.#wakers;
    this.#wakers = new Set();
    for (const wake of wakers) wake();
  }
}
