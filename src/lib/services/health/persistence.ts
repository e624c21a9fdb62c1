import { defineCheck } from './check.ts';

/** Whether the browser has promised not to clear what is stored when the disk runs short. */
export const persistence = defineCheck({
  id: 'persistence',
  reasons: ['granted', 'not-granted'],
  run: async ({ storage }) =>
    (await storage.isPersisted())
      ? { state: 'ok', reason: 'granted' }
      : { state: 'warn', reason: 'not-granted', action: 'protect-storage' },
});
