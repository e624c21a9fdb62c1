import { isAbort } from '$lib/core/errors.ts';
import type { Integrity, IntegrityReport } from '$lib/services/integrity.ts';
import { toasts } from './toasts.svelte.ts';

/** The check of every kept byte, as a person runs it. */
export class IntegrityView {
  #report = $state.raw<IntegrityReport | null>(null);
  #progress = $state.raw<{ done: number; total: number } | null>(null);
  #controller: AbortController | null = null;

  constructor(private readonly integrity: Integrity) {}

  /** Of the last check that came to its end. */
  get report(): IntegrityReport | null {
    return this.#report;
  }

  /** Null while none runs. */
  get progress(): { done: number; total: number } | null {
    return this.#progress;
  }

  run = async (): Promise<void> => {
    this.stop();
    const controller = new AbortController();
    this.#controller = controller;
    this.#progress = { done: 0, total: 0 };
    try {
      const onProgress = (done: number, total: number) => (this.#progress = { done, total });
      this.#report = await this.integrity.check(onProgress, controller.signal);
    } catch (error) {
      if (!isAbort(error)) toasts.error(error);
    } finally {
      if (this.#controller === controller) this.#progress = null;
    }
  };

  stop = (): void => this.#controller?.abort();
}
