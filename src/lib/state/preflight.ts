import type { CatalogueEntry, Dtype, ModelOffer } from '$lib/domain/model.ts';
import type { Capabilities } from '$lib/domain/ports.ts';

const bytesPerParameter: Record<Dtype, number> = { fp32: 4, fp16: 2, q8: 1, q4f16: 0.6 };
const megabyte = 1_000_000;

/** The runtime, its working memory for one window, and the page itself. */
const overheadMb = 450;
/** Weights are there twice while a session is made. */
const loadFactor = 2;
/** Of a phone's memory one page can count on about this much before the system ends it. */
const phoneShare = 0.35;
/** Where a phone does not tell its memory: what the smaller of those in use have. */
const unknownPhoneGb = 4;

export type MemoryNeed = { isEnough: boolean; neededBytes: number; availableBytes: number };

/** Peak memory of one model, megabytes; the encoder is taken as a third of the weights. */
const peakMb = ({ parametersMillion, dtype: { wasm } }: CatalogueEntry): number => {
  const weights = (parametersMillion * (bytesPerParameter[wasm.encoder] + 2 * bytesPerParameter[wasm.decoder])) / 3;
  return overheadMb + loadFactor * weights;
};

/** Whether a phone has the memory for a model; computers always pass, their systems page. */
export const memoryFor = (entry: CatalogueEntry, device: Pick<Capabilities, 'isPhone' | 'memoryGb'>): MemoryNeed => {
  const neededBytes = peakMb(entry) * megabyte;
  const availableBytes = (device.memoryGb ?? unknownPhoneGb) * phoneShare * 1e9;
  return { isEnough: !device.isPhone || neededBytes <= availableBytes, neededBytes, availableBytes };
};

/**
 * Bytes of the decoder in an offer, where it comes at full precision for the processor: of the exports that show where they
 * look, no smaller one loads there. Null for other models.
 */
export const fullDecoderBytes = ({ family, dtype }: CatalogueEntry, { files }: ModelOffer): number | null => {
  if (family !== 'whisper' || dtype.wasm.decoder !== 'fp32') return null;
  return files.find(({ path }) => path.endsWith('/decoder_model_merged.onnx'))?.sizeBytes ?? null;
};
