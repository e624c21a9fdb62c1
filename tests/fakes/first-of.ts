/** The first value of a watch that satisfies `accept`. */
export const firstOf = <T>(
  watch: { subscribe(onValue: (value: T) => void, onError?: (error: unknown) => void): { unsubscribe(): void } },
  accept: (value: T) => boolean = () => true,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const subscription = watch.subscribe((value) => {
      if (!accept(value)) return;
      resolve(value);
      queueMicrotask(() => subscription.unsubscribe());
    }, reject);
  });
