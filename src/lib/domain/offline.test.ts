import { expect, test } from 'vitest';
import { partOf } from './offline.ts';

test.each([
  ['index.html', 'shell'],
  ['_app/immutable/entry/app.1.js', 'shell'],
  ['models/builtin.json', 'shell'],
  ['_app/immutable/workers/assets/ort-wasm-simd-threaded-1.wasm', 'speech'],
  ['_app/immutable/workers/assets/ort-wasm-simd-threaded-1.mjs', 'speech'],
  ['_app/immutable/assets/ort-wasm-simd-threaded.jspi.1.wasm', 'gpu'],
  ['_app/immutable/assets/ort-wasm-simd-threaded.jspi.1.mjs', 'gpu'],
  ['_app/immutable/workers/assets/silero_vad_v5-1.onnx', 'speech'],
  ['models/echoflow-micro/r1/tokenizer.json', 'speech'],
  ['_app/immutable/workers/assets/text-wink-1.js', 'text'],
  ['_app/immutable/workers/text.worker-1.js', 'shell'],
  ['_app/immutable/workers/assets/ffmpeg-core-1.wasm', 'media'],
  ['_app/immutable/workers/assets/ffmpeg-core-1.js', 'media'],
] as const)('%s belongs to the %s', (url, part) => expect(partOf(url)).toBe(part));
