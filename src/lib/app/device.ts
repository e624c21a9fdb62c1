import type { DeviceChoice } from '$lib/domain/device-choice.ts';
import type { Capabilities } from '$lib/domain/ports.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { builtInModel } from './built-in-model.ts';

/**
 * Where a model is tried first, and why. The graphics card only where the browser has one to offer and the model is worth the
 * start: the built-in one is done before a card would be warm. The engine falls back to the processor by itself.
 */
export const deviceFor = (
  modelId: string,
  { transcription }: Pick<Settings, 'transcription'>,
  capabilities: Pick<Capabilities, 'webGpu' | 'isPhone'>,
): DeviceChoice => {
  if (transcription.device !== 'auto') return { device: transcription.device, reason: 'setting' };
  if (modelId === builtInModel.id) return { device: 'wasm', reason: 'built-in' };
  if (capabilities.isPhone) return { device: 'wasm', reason: 'phone' };
  return capabilities.webGpu ? { device: 'webgpu', reason: 'card' } : { device: 'wasm', reason: 'no-card' };
};
