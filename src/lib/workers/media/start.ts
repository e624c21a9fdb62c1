export const startMediaWorker = (): Worker =>
  new Worker(new URL('./media.worker.ts', import.meta.url), { type: 'module', name: 'media' });
