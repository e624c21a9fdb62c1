import type { CatalogueEntry, Dtype, Dtypes, ModelFamily } from '$lib/domain/model.ts';

/** How the exports for transformers.js name their weights. */
const suffix: Record<Dtype, string> = { fp32: '', fp16: '_fp16', q8: '_quantized', q4f16: '_q4f16' };

const common = ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

const withDecoder = ({ encoder, decoder }: Dtypes): string[] => [
  `onnx/encoder_model${suffix[encoder]}.onnx`,
  `onnx/decoder_model_merged${suffix[decoder]}.onnx`,
];

/** Weights too large for one file lie beside it in others of the same name with `_data`, which only the host can name. */
const withData = (path: string): string[] => [path, `${path}_data*`];

const filesOf: Record<ModelFamily, (dtypes: Dtypes) => readonly string[]> = {
  whisper: (dtypes) => [...common, 'generation_config.json', ...withDecoder(dtypes)],
  moonshine: (dtypes) => [...common, 'generation_config.json', ...withDecoder(dtypes)],
  parakeet_ctc: ({ encoder }) => [...common, ...withData(`onnx/model${suffix[encoder]}.onnx`)],
  cohere_asr: (dtypes) => [
    ...[...common, 'generation_config.json', 'processor_config.json'],
    ...withDecoder(dtypes).flatMap(withData),
  ],
};

/**
 * Paths, within its repository or folder, of the files needed to run a model with some weights. One that ends in `*`
 * stands for all that begin so, if there are any (`domain/model-paths.ts`).
 */
export const filesFor = ({ family }: CatalogueEntry, dtypes: Dtypes): readonly string[] => filesOf[family](dtypes);

/** The weights for a device. */
export const dtypesFor = (entry: CatalogueEntry, device: 'wasm' | 'webgpu'): Dtypes => entry.dtype[device];
