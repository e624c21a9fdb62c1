import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openBarePage } from './bare-page.js';
import { ffmpeg } from './native.js';

/** The pipeline of transformers.js is known to go on for ever on some sound. */
const limitMs = Number(process.env.ECHOFLOW_LIBRARY_LIMIT_MS ?? 180_000);

const runtime = '/onnxruntime-web/ort.wasm.min.mjs';

/** `window.transcribe()` is the call as the library's own documentation shows it; all files from this server. */
const page = `<!doctype html>
<meta charset="utf-8">
<title>The plain library call</title>
<script type="importmap">
{ "imports": { "onnxruntime-web/webgpu": "${runtime}", "onnxruntime-common": "${runtime}" } }
</script>
<script type="module">
  import { env, pipeline } from '/transformers/transformers.web.min.js';
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/models/';
  env.useWasmCache = false;
  env.backends.onnx.wasm.numThreads = 1;
  env.backends.onnx.wasm.wasmPaths = {
    mjs: '/onnxruntime-web/ort-wasm-simd-threaded.mjs',
    wasm: '/onnxruntime-web/ort-wasm-simd-threaded.wasm',
  };
  const samples = new Float32Array(await (await fetch('/samples.f32')).arrayBuffer());
  window.transcribe = async ({ model, dtype, language, chunkSeconds, times }) => {
    const transcriber = await pipeline('automatic-speech-recognition', model, { device: 'wasm', dtype });
    const named = language ? { language, task: 'transcribe' } : {};
    return transcriber(samples, { chunk_length_s: chunkSeconds, return_timestamps: times, ...named });
  };
</script>`;

/** The page, the library, its runtime, models and a clip as samples, for a server to serve. @param {string} clip @param {string} models */
const makeSite = (clip, models) => {
  const root = mkdtempSync(join(tmpdir(), 'echoflow-library-'));
  writeFileSync(join(root, 'index.html'), page);
  symlinkSync(resolve('node_modules/@huggingface/transformers/dist'), join(root, 'transformers'));
  symlinkSync(resolve('node_modules/onnxruntime-web/dist'), join(root, 'onnxruntime-web'));
  symlinkSync(resolve(models), join(root, 'models'));
  ffmpeg(['-i', clip, '-ac', '1', '-ar', '16000', '-f', 'f32le', join(root, 'samples.f32')]);
  return root;
};

/** The built-in model as the library names it: its folder below `models/`. */
const modelPath = () => {
  const { path } = JSON.parse(readFileSync('static/models/builtin.json', 'utf8'));
  return String(path).replace(/^models\//, '');
};

/**
 * @typedef {{ models: string, model: string, dtype: unknown, language?: string, chunkSeconds: number, times: 'word' | false }} LibraryCall
 * Where the models lie, which one, its weights; seconds of a window; whether words are timed.
 */

/** @returns {LibraryCall} */
const builtIn = () => ({ models: 'static/models', model: modelPath(), dtype: 'q8', chunkSeconds: 10, times: 'word' });

/** @param {import('@playwright/test').Page} open @param {LibraryCall} asked @returns {Promise<{ text: string, chunks: unknown[] }>} */
const call = (open, asked) =>
  Promise.race([
    open.evaluate((request) => /** @type {any} */ (window).transcribe(request), asked),
    setTimeout(limitMs, undefined, { ref: false }).then(() => {
      throw new Error(`The library had not ended after ${limitMs / 1000} s.`);
    }),
  ]);

/**
 * The same model on the same clip by nothing but the library, on a bare page in a browser of its own: loading the model,
 * one thread, the plain build of the runtime; the built-in model in windows of 10 s with word times, where nothing else is
 * asked. CPU of the whole browser less its idling.
 *
 * @param {string} clip path of a sound file
 * @param {LibraryCall} [asked]
 * @returns {Promise<{ cpuSeconds: number, wallSeconds: number, text: string }>}
 */
export const transcribeByLibrary = async (clip, asked = builtIn()) => {
  const { page: open, cpu, close } = await openBarePage(makeSite(clip, asked.models), 'transcribe');
  try {
    let text = '';
    const spent = await cpu(async () => ({ text } = await call(open, asked)));
    return { ...spent, text };
  } finally {
    await close();
  }
};
