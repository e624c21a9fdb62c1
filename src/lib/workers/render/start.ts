export const startRenderWorker = (): Worker =>
  new Worker(new URL('./render.worker.ts', import.meta.url), { type: 'module' });
