/** Between two calls at least this long passes before the worker looks at its messages. */
const turnMs = 30;

/**
 * Awaited between tokens: lets messages in now and then, so that an abort sent by the page arrives while the model runs
 * (its calls are synchronous, and promises alone never give way to messages). Throws once `signal` is aborted.
 */
export const makeBreath = (signal: AbortSignal): (() => Promise<void>) => {
  let last = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - last < turnMs) return;
    await nextTurn();
    last = performance.now();
    signal.throwIfAborted();
  };
};

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
