/**
 * Owner of everything that must end: listeners, timers, workers, object URLs, subscriptions. Disposing a scope ends what
 * it owns, the last opened first, children included; disposing twice is harmless.
 */
export class Scope {
  #ends: (() => void)[] = [];
  readonly #controller = new AbortController();

  /** Aborted when the scope ends. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isDisposed(): boolean {
    return this.signal.aborted;
  }

  /** Takes ownership: `end` runs on disposal, or at once when the scope has already ended. */
  own(end: () => void): void {
    if (this.isDisposed) end();
    else this.#ends.push(end);
  }

  listen(target: EventTarget, type: string, listener: (event: Event) => void, options?: AddEventListenerOptions): void {
    target.addEventListener(type, listener, { ...options, signal: this.signal });
  }

  timeout(run: () => void, milliseconds: number): () => void {
    const timer = setTimeout(run, milliseconds);
    const end = () => clearTimeout(timer);
    this.own(end);
    return end;
  }

  interval(run: () => void, milliseconds: number): () => void {
    const timer = setInterval(run, milliseconds);
    const end = () => clearInterval(timer);
    this.own(end);
    return end;
  }

  objectUrl(blob: Blob): string {
    const url = URL.createObjectURL(blob);
    this.own(() => URL.revokeObjectURL(url));
    return url;
  }

  child(): Scope {
    const child = new Scope();
    this.own(() => child.dispose());
    return child;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.#controller.abort();
    for (const end of this.#ends.reverse()) end();
    this.#ends = [];
  }
}
