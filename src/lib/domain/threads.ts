/**
 * Threads for ONNX Runtime: none but one without isolation; else every core but one, which the page and the other workers
 * keep, and 8 at most. With two cores that is one: a second thread waits by spinning and, tried with the built-in model,
 * took from its neighbours what it gave.
 */
export const threadCount = (isIsolated: boolean, cores: number): number =>
  isIsolated ? Math.max(1, Math.min(cores - 1, 8)) : 1;
