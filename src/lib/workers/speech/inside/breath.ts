/** Between two calls at least this long passes before the worker looks at its messages. */
const turnMs = 30;
/** A rest is no longer than this, whatever went before. */
const longestRestMs = 2_000;

/**
 * Awaited between tokens: lets messages in now and then, so that an abort sent by the page arrives while the model runs
 * (its calls are synchronous, and promises alone never give way to messages). Throws once `signal` is aborted. With `rest`
 * the worker sleeps so many times as long as it worked.
 */
export const makeBreath = (signal: AbortSignal, rest = 0): (() => Promise<void>) => {
  let last = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - last < turnMs) return;
    const workedMs = performance.now() - last;
    if (rest > 0) await sleep(Math.min(longestRestMs, workedMs * rest));
    else await nextTurn();
    last = performance.now();
    signal.throwIfAborted();
  };
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
