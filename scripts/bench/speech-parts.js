import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { openBarePage } from '../bare-page.js';

export const ids = ['asr.mel.cpu-vs-pipeline', 'asr.align.cpu-vs-pipeline'];

const calls = { mel: 10, align: 5 };

/** Both sides on one page, on the same samples and the same attention of 120 tokens over six heads. */
const page = `<!doctype html>
<meta charset="utf-8">
<title>Parts of recognition</title>
<script type="importmap">
{ "imports": { "onnxruntime-web/webgpu": "/ort/ort.wasm.min.mjs", "onnxruntime-common": "/ort/ort.wasm.min.mjs" } }
</script>
<script type="module">
  import { env, Tensor, WhisperFeatureExtractor, WhisperForConditionalGeneration } from '/transformers/transformers.web.min.js';
  import { alignTokens, makeLogMel } from '/own/parts.js';
  env.useWasmCache = false;
  env.backends.onnx.wasm.numThreads = 1;
  env.backends.onnx.wasm.wasmPaths = { mjs: '/ort/ort-wasm-simd-threaded.mjs', wasm: '/ort/ort-wasm-simd-threaded.wasm' };
  const [heads, tokens, positions] = [6, 120, 1500];
  const samples = Float32Array.from({ length: 480_000 }, (_, i) => 0.2 * Math.sin(i / 9) * Math.sin(i / 4000));
  const rows = Array.from({ length: tokens + 1 }, (_, token) =>
    Float32Array.from({ length: heads * positions }, (_, i) => {
      const distance = ((i % positions) - (token * positions) / tokens) / 8;
      return Math.exp(-distance * distance) + 0.001 * (1 + Math.sin(i * 12.9898 + token * 78.233));
    }));
  const logMel = makeLogMel(80);
  const text = Array.from({ length: tokens }, (_, index) => index);
  const extractor = new WhisperFeatureExtractor({ feature_size: 80, hop_length: 160, n_fft: 400, n_samples: 480_000, nb_max_frames: 3000, sampling_rate: 16_000, chunk_length: 30 });
  const outputs = {
    cross_attentions: rows.map((row) => [new Tensor('float32', row.slice(), [1, heads, 1, positions])]),
    sequences: new Tensor('int64', new BigInt64Array(tokens + 2), [1, tokens + 2]),
  };
  const pairs = Array.from({ length: heads }, (_, head) => [0, head]);
  const self = { config: { median_filter_width: 7, decoder_layers: 1 } };
  const align = WhisperForConditionalGeneration.prototype._extract_token_timestamps;
  const sides = {
    own: {
      mel: () => logMel(samples),
      align: () => alignTokens({ attention: rows, text, heads, frames: positions, row: 'predicting', medianFilterWidth: 7 }),
    },
    library: { mel: () => extractor._call(samples), align: () => align.call(self, outputs, pairs, positions, 0.02, 1) },
  };
  window.run = async (side, part, count) => {
    for (let call = 0; call < count; call++) await sides[side][part]();
  };
</script>`;

const makeSite = async () => {
  const root = mkdtempSync(join(tmpdir(), 'echoflow-parts-'));
  writeFileSync(join(root, 'index.html'), page);
  symlinkSync(resolve('node_modules/@huggingface/transformers/dist'), join(root, 'transformers'));
  symlinkSync(resolve('node_modules/onnxruntime-web/dist'), join(root, 'ort'));
  const inside = resolve('src/lib/workers/speech/inside');
  const entry = join(root, 'entry.js');
  writeFileSync(entry, `export * from '${inside}/mel.ts';\nexport * from '${inside}/align.ts';\n`);
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { $lib: resolve('src/lib') } },
    build: { outDir: join(root, 'own'), target: 'esnext', lib: { entry, formats: ['es'], fileName: () => 'parts.js' } },
  });
  return root;
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds, only }) => {
  const { page: open, cpu, close } = await openBarePage(await makeSite(), 'run');
  try {
    /** Processor milliseconds of a call. @param {string} side @param {'mel' | 'align'} part @param {number} count */
    const cpuMs = async (side, part, count) => {
      const { cpuSeconds } = await cpu(() =>
        open.evaluate((asked) => /** @type {any} */ (window).run(...asked), /** @type {const} */ ([side, part, count])),
      );
      return (cpuSeconds * 1000) / count;
    };
    const measured = [];
    for (const part of /** @type {const} */ (['mel', 'align'])) {
      const id = `asr.${part}.cpu-vs-pipeline`;
      if (!only.test(id)) continue;
      const [values, peerValues] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
      for (const side of ['own', 'library']) await cpuMs(side, part, 2);
      for (let round = 0; round < rounds; round++) {
        values.push(await cpuMs('own', part, 4 * calls[part]));
        peerValues.push(await cpuMs('library', part, calls[part]));
      }
      measured.push({ id, unit: 'CPU ms', values, peer: 'transformers.js', peerValues });
    }
    return measured;
  } finally {
    await close();
  }
};
