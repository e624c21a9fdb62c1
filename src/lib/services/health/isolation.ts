import { defineCheck } from './check.ts';

/** Secure context and cross-origin isolation: without the second, speech runs on one core. */
export const isolation = defineCheck({
  id: 'isolation',
  reasons: ['isolated', 'insecure', 'not-isolated'],
  run: async ({ isSecureContext, capabilities }) => {
    if (!isSecureContext()) return { state: 'fail', reason: 'insecure' };
    if (!capabilities().crossOriginIsolated) return { state: 'warn', reason: 'not-isolated', action: 'reload' };
    return { state: 'ok', reason: 'isolated' };
  },
});
