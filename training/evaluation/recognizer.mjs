/** The model under test: transformers.js on ONNX Runtime's WebAssembly backend, one thread. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-web';

const SAMPLE_RATE = 16_000;
const GIVE_UP_MS = 120_000;

/** Decode any audio file to 16 kHz mono samples with ffmpeg. */
export function decode(file) {
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'f32le', '-ar', `${SAMPLE_RATE}`, '-ac', '1', '-'], {
    maxBuffer: 1 << 30,
  });
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** transformers.js' seek loop can stand still on some time tokens; the clip then counts as empty. */
function orGiveUp(promise) {
  let timer;
  const limit = new Promise((resolve) => {
    timer = setTimeout(() => resolve({ text: '', chunks: [] }), GIVE_UP_MS);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** Load a model folder. The result transcribes samples as `{ text, cpuSeconds }`, or with word times as `[{ text, start }]`. */
export async function loadRecognizer(folder, dtype) {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = new URL('.', import.meta.resolve('onnxruntime-web')).href;
  globalThis[Symbol.for('onnxruntime')] = ort;
  const { env, pipeline } = await import('@huggingface/transformers');
  env.allowRemoteModels = false;
  env.useWasmCache = false;
  env.localModelPath = `${path.dirname(path.resolve(folder))}/`;
  const manifest = path.join(folder, 'manifest.json');
  const windowSeconds = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).windowSeconds : 10;
  const recognize = await pipeline('automatic-speech-recognition', path.basename(path.resolve(folder)), { dtype, device: 'auto' });
  const language = recognize.model.generation_config.is_multilingual ? { language: 'en' } : {};
  const chunks = { chunk_length_s: windowSeconds, stride_length_s: windowSeconds / 6 };
  return {
    async transcribe(samples) {
      const before = cpuSeconds();
      const { text } = await orGiveUp(recognize(samples, samples.length > windowSeconds * SAMPLE_RATE ? { ...language, ...chunks } : language));
      return { text: text.trim(), cpuSeconds: cpuSeconds() - before };
    },
    async wordTimes(samples) {
      const { chunks: found } = await orGiveUp(recognize(samples, { ...language, ...chunks, return_timestamps: 'word' }));
      return found.map(({ text, timestamp }) => ({ text, start: timestamp[0] }));
    },
  };
}
