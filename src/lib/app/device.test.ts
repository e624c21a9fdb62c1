import { describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '$lib/domain/settings.ts';

vi.mock('./built-in-model.ts', () => ({ builtInModel: { id: 'own' } }));
const { deviceFor } = await import('./device.ts');

const auto = defaultSettings;
const computer = { webGpu: true, isPhone: false };

describe('where a model is tried first, and why', () => {
  it.each([
    ['a card where there is one', 'base', computer, { device: 'webgpu', reason: 'card' }],
    [
      'the processor where there is none',
      'base',
      { ...computer, webGpu: false },
      { device: 'wasm', reason: 'no-card' },
    ],
    ['the processor on a phone', 'base', { webGpu: true, isPhone: true }, { device: 'wasm', reason: 'phone' }],
    ['the processor for the built-in model', 'own', computer, { device: 'wasm', reason: 'built-in' }],
  ] as const)('is %s', (_name, id, capabilities, expected) => {
    expect(deviceFor(id, auto, capabilities)).toEqual(expected);
  });
  it('is what the person has set, whatever there is', () => {
    const set = { transcription: { ...auto.transcription, device: 'webgpu' as const } };
    expect(deviceFor('own', set, { webGpu: false, isPhone: true })).toEqual({ device: 'webgpu', reason: 'setting' });
  });
});
