import { defineCheck } from './check.ts';

/** IndexedDB, home of recordings and transcripts. */
export const database = defineCheck({
  id: 'database',
  reasons: ['works', 'refused', 'wrong'],
  run: async ({ tryDatabase }) => {
    try {
      return (await tryDatabase()) ? { state: 'ok', reason: 'works' } : { state: 'fail', reason: 'wrong' };
    } catch {
      return { state: 'fail', reason: 'refused' };
    }
  },
});
