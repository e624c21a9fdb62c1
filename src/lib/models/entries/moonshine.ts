import type { CatalogueEntry } from '$lib/domain/model.ts';

/** What the Moonshine exports share: English, heard by the library, which is given whole windows and tells no times. */
export const moonshine = {
  source: 'host',
  family: 'moonshine',
  languages: 'english',
  licence: 'MIT',
  dtype: { wasm: { encoder: 'q8', decoder: 'q8' }, webgpu: { encoder: 'fp32', decoder: 'fp32' } },
  needsWebGpu: false,
  isDemo: false,
} as const satisfies Partial<CatalogueEntry>;
