import { defineCheck } from './check.ts';

export const microphone = defineCheck({
  id: 'microphone',
  reasons: ['ready', 'not-asked', 'denied', 'none', 'unsupported'],
  run: async ({ capabilities, microphone }) => {
    if (!capabilities().mediaRecorder) return { state: 'fail', reason: 'unsupported' };
    const permission = await microphone.permission();
    if (permission === 'denied') return { state: 'fail', reason: 'denied' };
    const inputs = await microphone.inputs();
    if (inputs === 0) return { state: 'warn', reason: 'none' };
    if (permission !== 'granted') return { state: 'ok', reason: 'not-asked', action: 'ask-microphone' };
    return { state: 'ok', reason: 'ready', detail: { inputs } };
  },
});
