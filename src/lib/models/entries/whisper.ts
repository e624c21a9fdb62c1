import type { CatalogueEntry } from '$lib/domain/model.ts';

/**
 * What the hosted Whisper exports share. They are the `_timestamped` ones, whose decoders show where they look: word
 * times need it. The decoder stays fp32: the 4-bit one is seven times slower on wasm, and the 8-bit one of these exports
 * does not load in ONNX Runtime (huggingface/transformers.js#1707).
 */
export const timestampedWhisper = {
  source: 'host',
  family: 'whisper',
  licence: 'MIT',
  dtype: { wasm: { encoder: 'q8', decoder: 'fp32' }, webgpu: { encoder: 'fp32', decoder: 'fp32' } },
  needsWebGpu: false,
  isDemo: false,
} as const satisfies Partial<CatalogueEntry>;
