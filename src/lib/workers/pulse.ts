/** A worker at work gives a sign this often. */
const beatMs = 1000;

/**
 * Calls `beat` at once and while `work` runs. The beats stop where the work blocks the worker: whoever listens can tell a
 * long call from one that hangs (`unlessStalled`).
 */
export const withPulse = async <T>(beat: () => void, work: () => Promise<T>): Promise<T> => {
  beat();
  const timer = setInterval(beat, beatMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};
