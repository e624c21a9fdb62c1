import { readFile, writeFile } from 'node:fs/promises';
import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/**
 * Moves the inline start script of the page into a file of its own, so that the policy needs no hash that changes with
 * every build and can be one fixed line on any host.
 *
 * @param {string} folder
 */
const externaliseStartScript = async (folder) => {
  const page = await readFile(`${folder}/index.html`, 'utf8');
  const match = /<script>([\s\S]*?)<\/script>/.exec(page);
  if (!match) throw new Error('No start script in index.html: has the page template of SvelteKit changed?');
  const [tag, script = ''] = match;
  await writeFile(`${folder}/start.js`, script);
  await writeFile(`${folder}/index.html`, page.replace(tag, `<script src="/start.js"></script>`));
};

const fallback = adapter({ fallback: 'index.html' });

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: {
      name: 'static-strict',
      adapt: async (builder) => {
        await fallback.adapt(builder);
        await externaliseStartScript('build');
      },
    },
    paths: { relative: false },
    serviceWorker: { register: false },
    version: { name: process.env.ECHOFLOW_BUILD_ID ?? 'dev' },
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
