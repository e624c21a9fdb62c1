import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { openBarePage } from '../bare-page.js';
import { makeRandomWhisper } from '../random-whisper.js';

export const ids = ['asr.native-gap'];

const model = 'random-tiny';
/** Has `import onnxruntime`. */
const python = process.env.ECHOFLOW_PYTHON ?? 'python3';

/** The speech loop of the app on a page: four windows of 30 s side by side, as the app hears them. */
const page = `<!doctype html>
<meta charset="utf-8">
<title>The speech loop</title>
<script type="importmap">
{ "imports": {
  "@huggingface/transformers": "/transformers/transformers.web.min.js",
  "onnxruntime-web/webgpu": "/ort/ort.wasm.min.mjs", "onnxruntime-common": "/ort/ort.wasm.min.mjs"
} }
</script>
<script type="module">
  import { loadTokenizer, makeBreath, parseWhisperModel, PlainBackend, Recogniser, startModule, WhisperSessions } from '/own/loop.js';
  const bytes = async (path) => new Uint8Array(await (await fetch('/model/' + path)).arrayBuffer());
  const json = async (path) => (await fetch('/model/' + path + '.json')).json();
  const { default: factory } = await import('/ort/ort-wasm-simd-threaded.mjs');
  const compiled = await WebAssembly.compileStreaming(fetch('/ort/ort-wasm-simd-threaded.wasm'));
  const backend = new PlainBackend(await startModule(factory, compiled, 1), 1);
  const calls = [];
  const counted = {
    open: async (...given) => {
      const session = await backend.open(...given);
      const run = session.run.bind(session);
      session.run = (feeds, wanted) => {
        const [rows, tokens] = feeds.input_ids?.dims ?? [1, 0];
        calls.push({ rows, tokens });
        return run(feeds, wanted);
      };
      return session;
    },
  };
  const watched = new Proxy(backend, { get: (of, name) => counted[name] ?? (typeof of[name] === 'function' ? of[name].bind(of) : of[name]) });
  const facts = parseWhisperModel({
    config: await json('config'),
    generation: await json('generation_config'),
    preprocessor: await json('preprocessor_config'),
    tokenizer: await json('tokenizer'),
    manifest: {},
  });
  const sessions = await WhisperSessions.open(watched, facts, {
    encoder: await bytes('onnx/encoder_model_quantized.onnx'),
    decoder: await bytes('onnx/decoder_model_merged.onnx'),
  });
  const tokenizer = await loadTokenizer(await json('tokenizer'), await json('tokenizer_config'));
  const recogniser = new Recogniser({ model: facts, sessions, tokenizer });
  const samples = Float32Array.from({ length: 480_000 }, (_, i) => 0.2 * Math.sin(i / 9) * Math.sin(i / 4000));
  const windows = [0, 1, 2, 3].map((index) => ({ index, samples }));
  const call = { language: 'en', task: 'transcribe', onText: () => {}, breathe: makeBreath(new AbortController().signal) };
  window.hear = async () => {
    calls.length = 0;
    const heard = await recogniser.recognise(windows, call);
    return { calls, words: heard.flatMap(({ segments }) => segments.flatMap(({ words }) => words)).length };
  };
</script>`;

const parts = {
  breath: 'makeBreath',
  recogniser: 'Recogniser',
  'runtime/module': 'startModule',
  'runtime/plain': 'PlainBackend',
  sessions: 'WhisperSessions',
  tokenizer: 'loadTokenizer',
  'whisper-model': 'parseWhisperModel',
};

/** @param {string} models */
const makeSite = async (models) => {
  const root = mkdtempSync(join(tmpdir(), 'echoflow-native-'));
  writeFileSync(join(root, 'index.html'), page);
  symlinkSync(resolve('node_modules/@huggingface/transformers/dist'), join(root, 'transformers'));
  symlinkSync(resolve('node_modules/onnxruntime-web/dist'), join(root, 'ort'));
  symlinkSync(join(models, model), join(root, 'model'));
  const inside = resolve('src/lib/workers/speech/inside');
  const entry = join(root, 'entry.js');
  const lines = Object.entries(parts).map(([file, name]) => `export { ${name} } from '${inside}/${file}.ts';`);
  writeFileSync(entry, lines.join('\n'));
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { $lib: resolve('src/lib') } },
    build: {
      outDir: join(root, 'own'),
      target: 'esnext',
      lib: { entry, formats: ['es'], fileName: () => 'loop.js' },
      rolldownOptions: { external: ['@huggingface/transformers'] },
    },
  });
  return root;
};

/** The same calls of the same graphs natively. @param {string} models @param {string} root @param {unknown[]} calls */
const natively = (models, root, calls) => {
  const file = join(root, 'calls.json');
  writeFileSync(file, JSON.stringify(calls));
  try {
    const said = execFileSync(python, ['training/replay_whisper.py', join(models, model), file], { encoding: 'utf8' });
    return /** @type {{ cpuSeconds: number, runtime: string }} */ (JSON.parse(said));
  } catch (error) {
    throw new Error(`${python} needs ONNX Runtime, as in: pip install onnxruntime`, { cause: error });
  }
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds }) => {
  const models = makeRandomWhisper('tiny');
  const root = await makeSite(models);
  const { page: open, cpu, close } = await openBarePage(root, 'hear');
  try {
    const hear = () => open.evaluate(() => /** @type {any} */ (window).hear());
    const warm = await hear();
    const count = (/** @type {boolean} */ isDecoder) =>
      warm.calls.filter((/** @type {{ tokens: number }} */ { tokens }) => tokens > 0 === isDecoder).length;
    console.log(`  ${count(false)} calls of the encoder, ${count(true)} of the decoder, ${warm.words} words`);
    const [values, peerValues] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    let peer = '';
    for (let round = 0; round < rounds; round++) {
      values.push((await cpu(hear)).cpuSeconds);
      const { cpuSeconds, runtime } = natively(models, root, warm.calls);
      peerValues.push(cpuSeconds);
      peer = `the graphs in native ONNX Runtime ${runtime}`;
    }
    return [{ id: 'asr.native-gap', unit: 'CPU s', values, peer, peerValues }];
  } finally {
    await close();
    if (!process.env.ECHOFLOW_BENCH_MODELS) rmSync(models, { recursive: true, force: true });
  }
};
