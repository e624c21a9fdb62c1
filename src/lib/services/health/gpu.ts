import { defineCheck } from './check.ts';

/** For information: everything works without a graphics card, large models only slowly. */
export const gpu = defineCheck({
  id: 'gpu',
  reasons: ['available', 'software', 'none'],
  run: async ({ capabilities, gpu }) => {
    const adapter = capabilities().webGpu ? await gpu() : null;
    if (!adapter) return { state: 'ok', reason: 'none' };
    const detail = { vendor: adapter.vendor };
    return { state: 'ok', reason: adapter.isSoftware ? 'software' : 'available', detail };
  },
});
