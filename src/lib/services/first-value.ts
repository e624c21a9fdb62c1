import type { Watchable } from '$lib/domain/ports.ts';

/** What a watch shows now. */
export const firstValue = <T>(watch: Watchable<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const subscription = watch.subscribe((value) => {
      resolve(value);
      queueMicrotask(() => subscription.unsubscribe());
    }, reject);
  });
