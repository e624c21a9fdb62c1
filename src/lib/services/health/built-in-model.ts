import { defineCheck } from './check.ts';

export const builtInModel = defineCheck({
  id: 'built-in-model',
  reasons: ['verified', 'missing', 'damaged'],
  run: async ({ builtInModel }, signal) => {
    const { state, sizeBytes } = await builtInModel(signal);
    if (state === 'verified') return { state: 'ok', reason: state, detail: { sizeBytes } };
    return { state: 'fail', reason: state, action: 'reload' };
  },
});
