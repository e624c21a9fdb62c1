import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * Which folder of src/lib may import which. This table is the architecture; ARCHITECTURE.md explains it.
 *
 * @type {Record<string, string[]>}
 */
export const may = {
  core: [],
  domain: ['core'],
  formats: ['core', 'domain'],
  models: ['core', 'domain'],
  db: ['core', 'domain'],
  workers: ['core', 'domain'],
  pipelines: ['core', 'domain'],
  services: ['core', 'domain', 'formats', 'models', 'pipelines'],
  i18n: ['core', 'domain', 'formats', 'models'],
  state: ['core', 'domain', 'services', 'i18n'],
  ui: ['core', 'domain', 'state', 'i18n'],
  app: ['core', 'domain', 'formats', 'models', 'db', 'workers', 'pipelines', 'services', 'i18n', 'state'],
};

/**
 * Heavy packages have one door each: the folders of src/lib that know them.
 *
 * @type {Record<string, string[]>}
 */
export const doors = {
  comlink: ['workers'],
  '@huggingface/transformers': ['workers'],
  'onnxruntime-web': ['workers'],
  '@ffmpeg/ffmpeg': ['workers'],
  '@ffmpeg/core': ['workers'],
  '@ricky0123/vad-web': ['workers'],
  mediabunny: ['workers'],
  '@jitsi/rnnoise-wasm': ['workers'],
  'hash-wasm': ['workers'],
  '@sqlite.org/sqlite-wasm': ['workers'],
  compromise: ['workers'],
  'wink-nlp': ['workers'],
  'wink-eng-lite-web-model': ['workers'],
  'vader-sentiment': ['workers'],
  tinyld: ['workers'],
  nspell: ['workers'],
  'dictionary-en': ['workers'],
  obscenity: ['workers'],
  dexie: ['db'],
  'wavesurfer.js': ['ui'],
  'bits-ui': ['ui'],
  layercake: ['ui'],
  '@lucide/svelte': ['ui'],
  valibot: ['domain', 'formats', 'models', 'app'],
  yaml: ['core'],
  '@logtape/logtape': ['core'],
  '@rgrove/parse-xml': ['formats'],
  docx: ['formats'],
  pdfkit: ['formats'],
  'bidi-js': ['formats'],
  'client-zip': ['services'],
};

const folders = Object.keys(may);

/** @param {string} folder @param {string[]} allowed */
const closedFolders = (folder, allowed) => {
  const closed = folders.filter((other) => other !== folder && !allowed.includes(other));
  return {
    regex: `(^\\$lib|(^|/)(\\.\\.|lib))/(${closed.join('|')})(/|$)`,
    message: `${folder}/ may import only: ${allowed.join(', ') || 'nothing'}.`,
  };
};

/** @param {string} folder */
const closedDoors = (folder) =>
  Object.entries(doors)
    .filter(([, owners]) => !owners.includes(folder))
    .map(([name, owners]) => ({ regex: `^${name}(/|$)`, message: `${name} is known only in ${owners.join(', ')}/.` }));

/** @param {[string, string[]]} row @returns {import('eslint').Linter.Config} */
const layer = ([folder, allowed]) => ({
  files: [`src/lib/${folder}/**/*.{ts,svelte}`],
  rules: {
    'no-restricted-imports': ['error', { patterns: [closedFolders(folder, allowed), ...closedDoors(folder)] }],
  },
});

/** @type {import('eslint').Linter.Config} */
const routes = {
  files: ['src/routes/**/*.{ts,svelte}'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [closedFolders('routes', ['app', 'ui', 'state', 'i18n', 'core']), ...closedDoors('routes')] },
    ],
  },
};

/** @type {import('eslint').Linter.Config} */
const entries = {
  files: ['src/service-worker.ts', 'src/hooks.client.ts'],
  rules: {
    'no-restricted-imports': ['error', { patterns: [closedFolders('entry', ['core', 'domain'])] }],
  },
};

/** Nothing may open a way out of the origin but workers/fetch, and the service worker for our own files. */
const wayOut = [
  ...['RTCPeerConnection', 'EventSource', 'WebSocket', 'WebTransport', 'XMLHttpRequest'].map((name) => ({
    selector: `NewExpression[callee.name='${name}']`,
    message: `${name} could reach another origin.`,
  })),
  { selector: "CallExpression[callee.property.name='sendBeacon']", message: 'sendBeacon could reach another origin.' },
];

export default defineConfig(
  {
    ignores: ['build/', '.svelte-kit/', 'node_modules/', 'static/', 'training/', 'tests/fixtures/', 'test-results/'],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node, __APP_VERSION__: 'readonly' } },
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', ...wayOut],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig, extraFileExtensions: ['.svelte'] } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/require-each-key': 'error',
    },
  },
  {
    files: ['src/lib/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['src/lib/**/*.svelte'],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['scripts/**/*.js', 'tests/**/*.ts'], rules: { 'no-console': 'off' } },
  // Playwright reads from the pattern which fixtures a fixture needs: none is `{}`.
  { files: ['tests/e2e/**/*.ts'], rules: { 'no-empty-pattern': 'off' } },
  ...Object.entries(may).map(layer),
  routes,
  entries,
  {
    // Tests may reach for the fakes and for what they compare against.
    files: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
);
