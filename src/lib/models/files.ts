import type { CatalogueEntry, Dtype, Dtypes } from '$lib/domain/model.ts';

/** How the exports for transformers.js name their weights. */
const suffix: Record<Dtype, string> = { fp32: '', fp16: '_fp16', q8: '_quantized' };

const settings = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
] as const;

/** Paths, within its repository or folder, of the files needed to run a model with some weights. */
export const filesFor = (_entry: CatalogueEntry, { encoder, decoder }: Dtypes): readonly string[] => [
  ...settings,
  `onnx/encoder_model${suffix[encoder]}.onnx`,
  `onnx/decoder_model_merged${suffix[decoder]}.onnx`,
];

/** The weights for a device. */
export const dtypesFor = (entry: CatalogueEntry, device: 'wasm' | 'webgpu'): Dtypes => entry.dtype[device];
