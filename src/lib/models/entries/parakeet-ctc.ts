import type { CatalogueEntry } from '$lib/domain/model.ts';

/** One graph that says a letter group for each moment of sound: the only one of the other families that tells times. */
export const parakeetCtc = {
  id: 'parakeet-ctc-0.6b',
  source: 'host',
  family: 'parakeet_ctc',
  repository: 'onnx-community/parakeet-ctc-0.6b-ONNX',
  label: 'Parakeet CTC 0.6B',
  languages: 'english',
  licence: 'CC-BY-4.0',
  parametersMillion: 600,
  dtype: { wasm: { encoder: 'q8', decoder: 'q8' }, webgpu: { encoder: 'fp16', decoder: 'fp16' } },
  needsWebGpu: false,
  isDemo: false,
} as const satisfies CatalogueEntry;
