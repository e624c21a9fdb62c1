import { defineCheck } from './check.ts';

/** The private file system of the origin (OPFS), home of recordings while they are made. */
export const files = defineCheck({
  id: 'files',
  reasons: ['works', 'missing', 'refused', 'wrong'],
  run: async ({ capabilities, tryFiles }) => {
    if (!capabilities().opfs) return { state: 'fail', reason: 'missing' };
    try {
      return (await tryFiles()) ? { state: 'ok', reason: 'works' } : { state: 'fail', reason: 'wrong' };
    } catch {
      return { state: 'fail', reason: 'refused' };
    }
  },
});
