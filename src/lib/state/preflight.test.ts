import { describe, expect, it } from 'vitest';
import type { CatalogueEntry } from '$lib/domain/model.ts';
import { fullDecoderBytes, memoryFor } from './preflight.ts';

const entry = (parametersMillion: number, dtype: 'fp32' | 'q8' = 'q8'): CatalogueEntry => ({
  id: 'x',
  source: 'host',
  repository: 'x',
  label: 'X',
  family: 'whisper' as const,
  languages: 'multilingual',
  licence: 'MIT',
  parametersMillion,
  dtype: { wasm: { encoder: dtype, decoder: dtype }, webgpu: { encoder: 'fp16', decoder: 'fp16' } },
  needsWebGpu: false,
  isDemo: false,
});

describe('memoryFor', () => {
  it('lets every computer try', () => {
    expect(memoryFor(entry(1550, 'fp32'), { isPhone: false, memoryGb: 2 }).isEnough).toBe(true);
  });

  it('lets a phone take the small ones and warns of the large', () => {
    const phone = { isPhone: true, memoryGb: 4 };
    expect(memoryFor(entry(39), phone).isEnough).toBe(true);
    expect(memoryFor(entry(809), phone).isEnough).toBe(false);
  });

  it('takes a phone that does not tell for a small one, and a tiny one for tiny', () => {
    expect(memoryFor(entry(74), { isPhone: true, memoryGb: null }).isEnough).toBe(true);
    expect(memoryFor(entry(39, 'fp32'), { isPhone: true, memoryGb: 1 }).isEnough).toBe(false);
  });
});

it('tells how much of an offer the decoder at full precision is, and nothing where a smaller one comes', () => {
  const files = [
    { path: 'onnx/encoder_model_quantized.onnx', sizeBytes: 10, sha256: null },
    { path: 'onnx/decoder_model_merged.onnx', sizeBytes: 198, sha256: null },
  ];
  const offer = { id: 'x', revision: 'r', fetchedAt: '', files };
  expect(fullDecoderBytes(entry(39, 'fp32'), offer)).toBe(198);
  expect(fullDecoderBytes(entry(39, 'q8'), offer)).toBeNull();
});
