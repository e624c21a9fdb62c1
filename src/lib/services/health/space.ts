import { defineCheck } from './check.ts';

/** Ten minutes of a recording as it is made, with its decoded copy, and an hour of the same. */
const tightBytes = 50_000_000;
const comfortableBytes = 500_000_000;

/** Room left, as far as the browser tells: its figure is a bound, no promise. */
export const space = defineCheck({
  id: 'space',
  reasons: ['enough', 'little', 'full', 'unknown'],
  run: async ({ storage }) => {
    const { usageBytes, quotaBytes } = await storage.estimate();
    if (quotaBytes === 0) return { state: 'unknown', reason: 'unknown' };
    const freeBytes = Math.max(0, quotaBytes - usageBytes);
    const detail = { usageBytes, quotaBytes, freeBytes };
    if (freeBytes < tightBytes) return { state: 'fail', reason: 'full', detail, action: 'open-storage' };
    if (freeBytes < comfortableBytes) return { state: 'warn', reason: 'little', detail, action: 'open-storage' };
    return { state: 'ok', reason: 'enough', detail };
  },
});
