import { readFileSync } from 'node:fs';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { defaultClientConditions } from 'vite';
import { playwright } from '@vitest/browser-playwright';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  plugins: [
    sveltekit(),
    {
      name: 'isolation-in-dev',
      configureServer: (server) => {
        server.middlewares.use((_request, response, next) => {
          for (const [name, value] of Object.entries(isolation)) response.setHeader(name, value);
          next();
        });
      },
    },
  ],
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __BUILD_ID__: JSON.stringify(process.env.ECHOFLOW_BUILD_ID ?? 'dev'),
    __WITH_FFMPEG__: JSON.stringify(process.env.ECHOFLOW_WITHOUT_FFMPEG !== '1'),
  },
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: { target: 'esnext', chunkSizeWarningLimit: 2000 },
  optimizeDeps: {
    include: ['comlink', 'dexie', 'mediabunny', 'wavesurfer.js'],
    exclude: ['@ffmpeg/core', '@ffmpeg/ffmpeg', '@huggingface/transformers', 'onnxruntime-web'],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'tests/*.test.ts'],
          exclude: ['**/*.browser.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(process.env.ECHOFLOW_CHROMIUM ? { executablePath: process.env.ECHOFLOW_CHROMIUM } : {}),
                args: [
                  '--no-sandbox',
                  '--disable-gpu',
                  '--disable-quic',
                  '--no-first-run',
                  '--disable-background-networking',
                ],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
