import { AppError, isAbort } from '$lib/core/errors.ts';
import { callEnded, connect, type Remote } from './rpc.ts';

export type HostOptions = {
  /** How long a call may go on after its signal was aborted, before the worker is ended. */
  graceMs?: number;
  /** How long an unused worker is kept. */
  idleMs?: number;
};

type Running<Api extends object> = {
  instance: Worker;
  api: Remote<Api>;
  ended: Promise<never>;
  end(error: unknown): void;
};

/**
 * Runs calls on a worker: starts it when first needed, and ends it when it crashes, will not stop, or has been idle.
 * Ending a worker, for whatever reason, rejects every call that waits on it.
 */
export class WorkerHost<Api extends object> {
  #running: Running<Api> | undefined;
  #calls = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #graceMs: number;
  readonly #idleMs: number;

  constructor(
    private readonly start: () => Worker,
    options: HostOptions = {},
  ) {
    this.#graceMs = options.graceMs ?? 200;
    this.#idleMs = options.idleMs ?? 120_000;
  }

  /** True while a worker is alive: its loaded model or engine survives. */
  get isAlive(): boolean {
    return this.#running !== undefined;
  }

  /**
   * Calls the worker. `use` gets its api and a signal to pass on. Rejects with `worker/crashed` when the worker dies,
   * with an AbortError when the signal is aborted and the worker either stops or has been ended.
   */
  async call<T>(signal: AbortSignal, use: (api: Remote<Api>, signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    clearTimeout(this.#idleTimer);
    const running = (this.#running ??= this.#open());
    const own = new AbortController();
    let graceTimer: ReturnType<typeof setTimeout> | undefined;
    const onAbort = () => {
      own.abort();
      graceTimer = setTimeout(() => this.#end(running, new DOMException('Stopped.', 'AbortError')), this.#graceMs);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#calls++;
    try {
      return await Promise.race([use(running.api, own.signal), running.ended]);
    } catch (error) {
      if (signal.aborted && !isAbort(error)) throw new DOMException('Stopped.', 'AbortError');
      throw error;
    } finally {
      clearTimeout(graceTimer);
      signal.removeEventListener('abort', onAbort);
      if (!own.signal.aborted) own.abort(callEnded);
      if (--this.#calls === 0) this.#idleTimer = setTimeout(() => this.stop(), this.#idleMs);
    }
  }

  /** Ends the worker now; calls in flight reject with `worker/crashed`. The next call starts a new one. */
  stop(reason: unknown = new AppError('worker/crashed', { message: 'The worker was stopped.' })): void {
    if (this.#running) this.#end(this.#running, reason);
  }

  /** Ends the worker where no call waits on it: its memory is wanted elsewhere. */
  rest(): void {
    if (this.#calls === 0) this.stop();
  }

  #end(running: Running<Api>, error: unknown): void {
    clearTimeout(this.#idleTimer);
    running.instance.terminate();
    if (this.#running === running) this.#running = undefined;
    running.end(error);
  }

  #open(): Running<Api> {
    const instance = this.start();
    let end: (error: unknown) => void = () => {};
    const ended = new Promise<never>((_resolve, reject) => (end = reject));
    ended.catch(() => {});
    const running: Running<Api> = { instance, api: connect<Api>(instance), ended, end };
    const crash = (event: Event) => {
      const message = ('message' in event && String(event.message)) || 'The worker failed to start.';
      this.#end(running, new AppError('worker/crashed', { message }));
    };
    instance.addEventListener('error', crash);
    instance.addEventListener('messageerror', crash);
    return running;
  }
}
