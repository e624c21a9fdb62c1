/**
 * Runs `run` while this tab holds the lock, waiting for it as long as another tab has it. Without Web Locks (old browsers)
 * it runs at once.
 */
export const exclusively = async (name: string, run: () => Promise<void>, signal: AbortSignal): Promise<void> => {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return run();
  await locks.request(name, { signal }, run);
};
