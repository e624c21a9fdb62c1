import { defineCheck } from './check.ts';

/** The runtime that recognises speech: there, whole, and understood by this browser. */
export const engine = defineCheck({
  id: 'engine',
  reasons: ['ready', 'missing', 'damaged', 'unsupported'],
  run: async ({ engine }, signal) => {
    const reason = await engine(signal);
    if (reason === 'ready') return { state: 'ok', reason };
    if (reason === 'unsupported') return { state: 'fail', reason };
    return { state: 'fail', reason, action: 'reload' };
  },
});
