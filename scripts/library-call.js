import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from './browser.js';
import { browserProcess, cpuOver, idleRate } from './cpu.js';
import { ffmpeg } from './native.js';
import { serve } from './server.js';

/** The pipeline of transformers.js is known to go on for ever on some sound. */
const limitMs = 180_000;

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
  window.transcribe = async (modelPath) => {
    const transcriber = await pipeline('automatic-speech-recognition', modelPath, { device: 'wasm', dtype: 'q8' });
    return transcriber(samples, { chunk_length_s: 10, return_timestamps: 'word' });
  };
</script>`;

/** The page, the library, its runtime, our models and a clip as samples, for a server to serve. @param {string} clip */
const makeSite = (clip) => {
  const root = mkdtempSync(join(tmpdir(), 'echoflow-library-'));
  writeFileSync(join(root, 'index.html'), page);
  symlinkSync(resolve('node_modules/@huggingface/transformers/dist'), join(root, 'transformers'));
  symlinkSync(resolve('node_modules/onnxruntime-web/dist'), join(root, 'onnxruntime-web'));
  symlinkSync(resolve('static/models'), join(root, 'models'));
  ffmpeg(['-i', clip, '-ac', '1', '-ar', '16000', '-f', 'f32le', join(root, 'samples.f32')]);
  return root;
};

/** The built-in model as the library names it: its folder below `models/`. */
const modelPath = () => {
  const { path } = JSON.parse(readFileSync('static/models/builtin.json', 'utf8'));
  return String(path).replace(/^models\//, '');
};

/** @param {import('@playwright/test').Page} open @returns {Promise<{ text: string, chunks: unknown[] }>} */
const call = (open) =>
  Promise.race([
    open.evaluate((path) => /** @type {any} */ (window).transcribe(path), modelPath()),
    setTimeout(limitMs, undefined, { ref: false }).then(() => {
      throw new Error(`The library had not ended after ${limitMs / 1000} s.`);
    }),
  ]);

/**
 * The same model on the same clip by nothing but the library, on a bare page in a browser of its own: loading the model,
 * one thread, the plain build of the runtime, windows of 10 s, word times. CPU of the whole browser less its idling.
 *
 * @param {string} clip path of a sound file
 * @returns {Promise<{ cpuSeconds: number, wallSeconds: number, text: string }>}
 */
export const transcribeByLibrary = async (clip) => {
  const root = makeSite(clip);
  const profile = join(root, 'profile');
  mkdirSync(profile);
  const site = await serve({ root, port: 0, headers: false });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    args: chromiumFlags,
  });
  try {
    const open = context.pages()[0] ?? (await context.newPage());
    await open.goto(site.address);
    await open.waitForFunction(() => 'transcribe' in window);
    const browser = browserProcess(profile);
    const idle = await idleRate(browser);
    let text = '';
    const spent = await cpuOver(browser, async () => ({ text } = await call(open)));
    return { cpuSeconds: spent.cpuSeconds - idle * spent.wallSeconds, wallSeconds: spent.wallSeconds, text };
  } finally {
    await context.close();
    await site.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
};
