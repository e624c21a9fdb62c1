import type { CatalogueEntry } from '$lib/domain/model.ts';
import { timestampedWhisper } from './whisper.ts';

/** Too large for a processor: its wasm weights are named only so that every entry has the same shape. */
export const whisperLargeV3Turbo = {
  ...timestampedWhisper,
  id: 'whisper-large-v3-turbo',
  repository: 'onnx-community/whisper-large-v3-turbo_timestamped',
  label: 'Whisper large v3 turbo',
  languages: 'multilingual',
  parametersMillion: 809,
  dtype: { wasm: { encoder: 'q8', decoder: 'q8' }, webgpu: { encoder: 'fp16', decoder: 'fp16' } },
  needsWebGpu: true,
} as const satisfies CatalogueEntry;
