import { defineCheck } from './check.ts';

/** Memory and cores. Browsers tell at most 8 GB, some nothing. */
export const device = defineCheck({
  id: 'device',
  reasons: ['strong', 'modest', 'weak'],
  run: async ({ capabilities }) => {
    const { cores, memoryGb, isPhone } = capabilities();
    const detail = { cores, ...(memoryGb === null ? {} : { memoryGb }) };
    if (memoryGb !== null && memoryGb < 2) return { state: 'warn', reason: 'weak', detail };
    if (cores < 4 || isPhone || (memoryGb !== null && memoryGb < 8)) return { state: 'ok', reason: 'modest', detail };
    return { state: 'ok', reason: 'strong', detail };
  },
});
