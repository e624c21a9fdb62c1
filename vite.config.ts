import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { findChromium, chromiumFlags } from './scripts/browser.js';
import { notices } from './scripts/notices.js';
import { noForeignAddresses } from './scripts/vite/addresses.js';
import { devHeaders } from './scripts/vite/dev-headers.js';
import { oneCopy } from './scripts/vite/one-copy.js';
import { oneSqlite } from './scripts/vite/one-sqlite.js';
import { pwa } from './scripts/vite/pwa.js';
import { textChunks } from './scripts/vite/text-chunks.js';
import { withoutFfmpeg } from './scripts/vite/without-ffmpeg.js';

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const buildId = process.env.ECHOFLOW_BUILD_ID ?? 'dev';
const executablePath = findChromium();

/** Build times are nobody's warning. */
const quiet = { checks: { pluginTimings: false } };

/** No test is a race: this only ends one that hangs, on the slowest machine too. In milliseconds. */
const patience = 60_000;

const isTest = process.env.VITEST !== undefined;

export default defineConfig(({ command }) => ({
  plugins: [
    withoutFfmpeg(),
    oneSqlite(),
    noForeignAddresses(),
    sveltekit(),
    notices(),
    oneCopy(),
    devHeaders(),
    ...(command === 'build' && !isTest ? [pwa(buildId)] : []),
  ],
  define: {
    __APP_VERSION__: JSON.stringify(readJson('package.json').version),
    __BUILD_ID__: JSON.stringify(buildId),
    __WITH_FFMPEG__: JSON.stringify(process.env.ECHOFLOW_WITHOUT_FFMPEG !== '1'),
    __BUILT_IN_MODEL__: JSON.stringify(readJson('static/models/builtin.json')),
  },
  resolve: {
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
    // The package gives its two files to Node only; they are read as text here.
    alias: [{ find: /^dictionary-en\/(?=index\.)/, replacement: `${resolve('node_modules/dictionary-en')}/` }],
  },
  worker: {
    format: 'es',
    plugins: () => [withoutFfmpeg(), oneSqlite(), noForeignAddresses(), textChunks()],
    rolldownOptions: quiet,
  },
  build: {
    target: 'esnext',
    chunkSizeWarningLimit: 2000,
    assetsInlineLimit: 0,
    rolldownOptions: quiet,
  },
  optimizeDeps: {
    include: [
      'comlink',
      'dexie',
      'mediabunny',
      'wavesurfer.js',
      'hash-wasm',
      '@jitsi/rnnoise-wasm/dist/rnnoise.js',
      'valibot',
      'yaml',
      '@logtape/logtape',
      'docx',
      'pdfkit',
      'bidi-js',
    ],
    exclude: [
      '@ffmpeg/core',
      '@ffmpeg/ffmpeg',
      '@huggingface/transformers',
      '@sqlite.org/sqlite-wasm',
      'onnxruntime-web',
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: patience,
          hookTimeout: patience,
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/*.test.ts'],
          exclude: ['**/*.browser.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          testTimeout: patience,
          hookTimeout: patience,
          include: ['src/**/*.browser.test.ts'],
          globalSetup: ['tests/fakes/serve-model-host.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...chromiumFlags] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
}));
