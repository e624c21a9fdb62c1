import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ fallback: 'index.html' }),
    serviceWorker: { register: false },
    typescript: {
      config: (config) => {
        config.compilerOptions = {
          ...config.compilerOptions,
          noImplicitOverride: true,
          noFallthroughCasesInSwitch: true,
          allowImportingTsExtensions: true,
          noEmit: true,
        };
        return config;
      },
    },
  },
};
