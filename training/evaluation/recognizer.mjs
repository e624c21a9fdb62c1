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

/** Where to end a window that begins at `from`: the quietest 0.2 s of its second half, or the end of the samples. */
function endOfWindow(samples, from, most) {
  if (samples.length - from <= most) return samples.length;
  const step = SAMPLE_RATE / 10;
  let quietest = Infinity;
  let end = from + most;
  for (let at = from + most / 2; at + 2 * step <= from + most; at += step) {
    let energy = 0;
    for (let i = at; i < at + 2 * step; i++) energy += samples[i] ** 2;
    if (energy <= quietest) [quietest, end] = [energy, at + step];
  }
  return end;
}

/** Parts of at most `seconds`, cut at quiet places, with the time at which each begins. */
function* windowsOf(samples, seconds) {
  for (let from = 0; from < samples.length; ) {
    const end = endOfWindow(samples, from, seconds * SAMPLE_RATE);
    yield { startSeconds: from / SAMPLE_RATE, part: samples.subarray(from, end) };
    from = end;
  }
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
  return {
    async transcribe(samples) {
      const before = cpuSeconds();
      const texts = [];
      for (const { part } of windowsOf(samples, windowSeconds)) texts.push((await orGiveUp(recognize(part, language))).text.trim());
      return { text: texts.join(' '), cpuSeconds: cpuSeconds() - before };
    },
    async wordTimes(samples) {
      const words = [];
      for (const { startSeconds, part } of windowsOf(samples, windowSeconds)) {
        const { chunks } = await orGiveUp(recognize(part, { ...language, return_timestamps: 'word' }));
        words.push(...chunks.map(({ text, timestamp }) => ({ text, start: startSeconds + timestamp[0] })));
      }
      return words;
    },
  };
}
