import { untrack } from 'svelte';
import { isAbort, toAppError, type AppError } from '$lib/core/errors.ts';

export type ToastAction = { label: string; run: () => void };

type Common = {
  id: number;
  action: ToastAction | null;
  /** Null stays until it is closed. */ durationMs: number | null;
};
export type Toast = Common &
  (
    | { kind: 'note' | 'done'; text: string }
    | { kind: 'error'; error: AppError; /** What it happened to, such as the name of a file. */ about: string }
  );

const noteMs = 5_000;
const actionMs = 10_000;

/** Short messages at the edge of the page. Failures stay until they are closed. */
export class Toasts {
  #items = $state<readonly Toast[]>([]);
  #lastId = 0;

  get current(): readonly Toast[] {
    return this.#items;
  }

  note(text: string, action: ToastAction | null = null): number {
    return this.#add({ kind: 'note', text, action, durationMs: action ? actionMs : noteMs });
  }

  done(text: string, action: ToastAction | null = null): number {
    return this.#add({ kind: 'done', text, action, durationMs: action ? actionMs : noteMs });
  }

  /** Shows a failure once per code and thing; an abort is no failure and is not shown. */
  error(error: unknown, action: ToastAction | null = null, about = ''): void {
    if (isAbort(error)) return;
    const known = toAppError(error);
    this.#keep((toast) => toast.kind !== 'error' || toast.error.code !== known.code || toast.about !== about);
    this.#add({ kind: 'error', error: known, about, action, durationMs: null });
  }

  close(id: number): void {
    this.#keep((toast) => toast.id !== id);
  }

  /** Whoever changes the list in an effect does not watch it by that. */
  #keep(isKept: (toast: Toast) => boolean): void {
    this.#items = untrack(() => this.#items).filter(isKept);
  }

  #add(toast: Toast extends infer T ? (T extends Toast ? Omit<T, 'id'> : never) : never): number {
    const id = ++this.#lastId;
    this.#items = [...untrack(() => this.#items), { ...toast, id }];
    return id;
  }
}

export const toasts = new Toasts();

/** The edge where a UI action's failure becomes words: runs it, shows what it throws, and tells whether it worked. */
export const attempt = async (action: () => Promise<unknown> | unknown): Promise<boolean> => {
  try {
    await action();
    return true;
  } catch (error) {
    toasts.error(error);
    return false;
  }
};
