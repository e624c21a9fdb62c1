/** Notices for everything that ships: name, version, licence and its text, from the packages as they are installed. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ name: string, version: string, license: string, homepage: string, text: string }} Notice */

/** Build-time roots whose run-time part ends up in the app. */
const bundledTools = ['svelte', '@sveltejs/kit', 'workbox-core', 'workbox-precaching'];

/** Packages for Node only: named by a dependency, never shipped to a browser. */
const nodeOnly = /^(sharp|onnxruntime-node|detect-libc|@img\/.*|@types\/.*|vite|rollup|rolldown|lightningcss.*)$/;

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Where a package is installed, as Node would find it from `from`. @param {string} name @param {string} from */
const findPackage = (name, from) => {
  for (let folder = from; ; folder = join(folder, '..')) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === '.' || folder === '/' || folder === '') return null;
  }
};

/** @param {string} folder */
const licenceText = (folder) =>
  readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');

/** @param {any} about */
const homepageOf = (about) => {
  const repository = typeof about.repository === 'string' ? about.repository : about.repository?.url;
  return (about.homepage ?? repository ?? '').replace(/^git\+/, '').replace(/\.git$/, '');
};

/** @param {any} about */
const authorOf = (about) => (typeof about.author === 'string' ? about.author : (about.author?.name ?? 'its authors'));

/** @param {string} folder @returns {Notice} */
const describe = (folder) => {
  const about = readJson(join(folder, 'package.json'));
  const license = about.license ?? 'see its text';
  const text =
    licenceText(folder) || `Licensed under ${license} by ${authorOf(about)}; the package holds no copy of the text.`;
  return { name: about.name, version: about.version, license, homepage: homepageOf(about), text };
};

/**
 * Every package that may end up in the app, by name.
 *
 * @returns {Notice[]}
 */
export const collectNotices = () => {
  const withoutCore = process.env.ECHOFLOW_WITHOUT_FFMPEG === '1';
  /** @type {Map<string, Notice>} */
  const found = new Map();
  const visit = (/** @type {string} */ name, /** @type {string} */ from) => {
    if (nodeOnly.test(name) || (withoutCore && name === '@ffmpeg/core')) return;
    const folder = findPackage(name, from);
    if (!folder || found.has(folder)) return;
    found.set(folder, describe(folder));
    for (const next of Object.keys(readJson(join(folder, 'package.json')).dependencies ?? {})) visit(next, folder);
  };
  for (const name of [...Object.keys(readJson('package.json').dependencies), ...bundledTools]) visit(name, '.');
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
};

const introduction = `# Third-party notices

EchoFlow is licensed under the Apache License 2.0. It ships the packages below. Two kinds ask for more than a notice:

- **GPL-2.0-or-later**: the ffmpeg core (\`@ffmpeg/core\`, with x264 and x265 inside). Its licence and the pointer to its
  exact source stand beside it as \`ffmpeg-core.COPYING.txt\` and \`ffmpeg-core.SOURCE.md\`.
- **MPL-2.0**: mediabunny, used unchanged; its source is at the address named below.
`;

/** @param {Notice[]} notices */
export const noticesAsMarkdown = (notices) =>
  [
    introduction,
    ...notices.map(
      ({ name, version, license, homepage, text }) =>
        `## ${name} ${version}\n\n${license}${homepage ? ` · ${homepage}` : ''}\n\n\`\`\`text\n${text}\n\`\`\`\n`,
    ),
  ].join('\n');

/**
 * Puts the notices into the client build (so that they are there offline too): `NOTICES.md`, `notices.json` for the
 * about page, and the licence and source pointer of the ffmpeg core beside its wasm.
 *
 * @returns {import('vite').Plugin}
 */
export const notices = () => ({
  name: 'echoflow:notices',
  apply: (config, { command }) => command === 'build' && !config.build?.ssr,
  generateBundle() {
    if (this.environment.name !== 'client') return;
    const list = collectNotices();
    const emit = (/** @type {string} */ fileName, /** @type {string} */ source) =>
      this.emitFile({ type: 'asset', fileName, source });
    emit('NOTICES.md', noticesAsMarkdown(list));
    emit('notices.json', JSON.stringify(list));
    if (process.env.ECHOFLOW_WITHOUT_FFMPEG === '1') return;
    const beside = '_app/immutable/assets/ffmpeg-core';
    emit(`${beside}.COPYING.txt`, readFileSync('licenses/GPL-2.0.txt', 'utf8'));
    emit(`${beside}.SOURCE.md`, readFileSync('licenses/ffmpeg-core.md', 'utf8'));
  },
});

if (import.meta.filename === process.argv[1]) {
  const list = collectNotices();
  writeFileSync('NOTICES.md', noticesAsMarkdown(list));
  console.log(`NOTICES.md: ${list.length} packages`);
}
