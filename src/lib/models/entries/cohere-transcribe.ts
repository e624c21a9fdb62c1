import type { CatalogueEntry } from '$lib/domain/model.ts';

/** Two thousand million parameters: for a graphics card only. It does not find out which language it hears. */
export const cohereTranscribe = {
  id: 'cohere-transcribe',
  source: 'host',
  family: 'cohere_asr',
  repository: 'onnx-community/cohere-transcribe-03-2026-ONNX',
  label: 'Cohere Transcribe',
  languages: 'multilingual',
  licence: 'Apache-2.0',
  parametersMillion: 2000,
  dtype: { wasm: { encoder: 'q8', decoder: 'q8' }, webgpu: { encoder: 'q4f16', decoder: 'q4f16' } },
  needsWebGpu: true,
  isDemo: false,
} as const satisfies CatalogueEntry;
