import type { Capabilities } from '$lib/domain/ports.ts';
import type { Settings } from '$lib/domain/settings.ts';
import { builtInModel } from './built-in-model.ts';

/**
 * Where a model is tried first. The graphics card only where the browser has one to offer and the model is worth the
 * start: the built-in one is done before a card would be warm. The engine falls back to the processor by itself.
 */
export const deviceFor = (
  modelId: string,
  { transcription }: Pick<Settings, 'transcription'>,
  capabilities: Pick<Capabilities, 'webGpu' | 'isPhone'>,
): 'wasm' | 'webgpu' => {
  if (transcription.device !== 'auto') return transcription.device;
  return capabilities.webGpu && !capabilities.isPhone && modelId !== builtInModel.id ? 'webgpu' : 'wasm';
};
