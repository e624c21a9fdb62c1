import { defineCheck } from './check.ts';

/** What the comparison of the two homes of all data found when the app started. */
export const homes = defineCheck({
  id: 'homes',
  reasons: ['agree', 'rebuilt', 'lost', 'not-compared'],
  run: async ({ recovery }) => {
    const found = recovery();
    if (!found) return { state: 'unknown', reason: 'not-compared', action: 'reload' };
    const { rebuilt, lost } = found;
    if (lost > 0) return { state: 'fail', reason: 'lost', detail: { rebuilt, lost }, action: 'open-library' };
    if (rebuilt > 0) return { state: 'warn', reason: 'rebuilt', detail: { rebuilt, lost }, action: 'open-library' };
    return { state: 'ok', reason: 'agree' };
  },
});
