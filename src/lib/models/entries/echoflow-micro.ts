import type { CatalogueEntry } from '$lib/domain/model.ts';

/** Ships with the app so that everything works at once; its folder's manifest says which revision. */
export const echoflowMicro = {
  id: 'echoflow-micro',
  source: 'built-in',
  repository: 'models/echoflow-micro',
  label: 'EchoFlow Micro',
  family: 'whisper',
  languages: 'english',
  licence: 'Apache-2.0',
  parametersMillion: 4.5,
  dtype: { wasm: { encoder: 'q8', decoder: 'q8' }, webgpu: { encoder: 'q8', decoder: 'q8' } },
  needsWebGpu: false,
  isDemo: true,
} as const satisfies CatalogueEntry;
