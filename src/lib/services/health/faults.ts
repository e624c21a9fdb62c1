import { defineCheck } from './check.ts';

/** Errors in the log since the page was opened. */
export const faults = defineCheck({
  id: 'faults',
  reasons: ['none', 'some'],
  run: async ({ log }) => {
    const errors = log().filter((entry) => entry.level === 'error');
    if (errors.length === 0) return { state: 'ok', reason: 'none' };
    const detail = { count: errors.length, area: errors.at(-1)!.area };
    return { state: 'warn', reason: 'some', detail, action: 'open-log' };
  },
});
