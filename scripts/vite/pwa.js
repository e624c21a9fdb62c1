import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';

const output = '.svelte-kit/output/client';

/** Pages and their start script are written after the service worker: their revision is the build itself. */
const late = ['index.html', 'start.js'];

/**
 * Describes every file of the build to the service worker: address, revision, size and SHA-256, so that "offline ready"
 * can be verified instead of hoped.
 *
 * @param {string} buildId
 * @returns {import('workbox-build').ManifestTransform}
 */
const describe = (buildId) => async (entries) => {
  const files = await Promise.all(
    entries.map(async (entry) => {
      const bytes = await readFile(`${output}/${entry.url}`);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { ...entry, bytes: bytes.byteLength, sha256 };
    }),
  );
  const pages = late.map((url) => ({ url, revision: buildId, size: 0, bytes: 0, sha256: '' }));
  return { manifest: [...files, ...pages], warnings: [] };
};

/** @param {string} buildId */
export const pwa = (buildId) =>
  SvelteKitPWA({
    strategies: 'injectManifest',
    srcDir: 'src',
    filename: 'service-worker.ts',
    registerType: 'prompt',
    injectRegister: false,
    manifest: false,
    kit: { adapterFallback: 'index.html', spa: true },
    injectManifest: {
      modifyURLPrefix: { 'client/': '' },
      globPatterns: ['client/**/*.{js,mjs,css,svg,png,ico,woff2,webmanifest,json,wasm,onnx,md,txt}'],
      // The 32-bit weights of the built-in model are for whoever trains it further; the app runs the 8-bit ones.
      globIgnores: [
        'server/**',
        'client/_app/version.json',
        'client/screenshots/**',
        'client/models/*/*/onnx/{encoder_model,decoder_model_merged}.onnx',
      ],
      maximumFileSizeToCacheInBytes: 128 * 1024 * 1024,
      manifestTransforms: [describe(buildId)],
    },
  });
