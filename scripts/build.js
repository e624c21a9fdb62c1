/** `npm run build`: the app in `build/`, headers for static hosts, and the checks it must pass. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cacheControl, contentSecurityPolicy, fixedHeaders, isFetchWorker } from '../src/lib/core/headers.js';
import { foreignAddresses } from './foreign.js';
import { sourceId } from './source-id.js';

const folder = 'build';

/** @param {string} path @returns {string[]} */
const filesUnder = (path) =>
  readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    return statSync(file).isDirectory() ? filesUnder(file) : [file];
  });

const runVite = (/** @type {string} */ id) =>
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
    env: { ...process.env, ECHOFLOW_BUILD_ID: id },
  });

const checkAddresses = () => {
  const code = filesUnder(folder).filter((file) => /\.(m?js|css|html|webmanifest)$/.test(file));
  const found = code.flatMap((file) => foreignAddresses(readFileSync(file, 'utf8')).map((url) => `${file}: ${url}`));
  if (found.length > 0) throw new Error(`The build names addresses it could load from:\n${found.join('\n')}`);
};

/** Routes of the app as patterns of a `_headers` file. @returns {string[]} */
const routePatterns = () =>
  readdirSync('src/routes', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `/${entry.name}*`);

/**
 * `_headers` as Netlify and Cloudflare Pages read it. Values of overlapping rules are joined there, and two policies
 * both bind, so each address that needs a policy (pages, workers) is named by one rule only.
 */
const writeHeaders = () => {
  const place = join(folder, '_app/immutable/workers');
  const workers = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.js')) : [];
  const workerPaths = workers.map((name) => `/_app/immutable/workers/${name}`);
  const policed = ['/', '/index.html', '/service-worker.js', ...routePatterns(), ...workerPaths];
  const fixed = Object.entries(fixedHeaders).map(([name, value]) => `  ${name}: ${value}`);
  const rules = [
    ['/*', ...fixed],
    ['/_app/immutable/*', `  Cache-Control: ${cacheControl('/_app/immutable/x')}`],
    ...policed.map((path) => [path, `  Content-Security-Policy: ${contentSecurityPolicy(path)}`]),
  ];
  writeFileSync(join(folder, '_headers'), rules.map((rule) => rule.join('\n')).join('\n\n') + '\n');
  return workerPaths;
};

/** @param {string[]} workers */
const checkWorkers = (workers) => {
  if (!workers.some(isFetchWorker))
    throw new Error('No fetch.worker in the build: its policy could not be told apart.');
};

/** Kilobytes of what the first page needs, compressed: the page, its scripts and styles. */
export const shellGzipKb = () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((match) =>
    join(folder, match[1] ?? ''),
  );
  const seen = new Set([join(folder, 'index.html')]);
  const follow = (/** @type {string} */ file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(/(?:import|from)\s*["'](\.{1,2}\/[^"']+\.js)["']/g);
    for (const match of imports) follow(join(file, '..', match[1] ?? ''));
  };
  named.forEach(follow);
  const bytes = [...seen].reduce((total, file) => total + gzipSync(readFileSync(file)).byteLength, 0);
  return Math.round(bytes / 102.4) / 10;
};

const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

const report = () => {
  const sizes = filesUnder(folder).map((file) => statSync(file).size);
  console.log(
    `build/: ${sizes.length} files, ${megabytes(sizes.reduce((a, b) => a + b, 0))}; shell ${shellGzipKb()} kB gzipped`,
  );
};

/** Builds the app. Throws when a check fails: what was built must not be shipped then. */
export const build = () => {
  const id = sourceId();
  rmSync(folder, { recursive: true, force: true });
  runVite(id);
  checkWorkers(writeHeaders());
  checkAddresses();
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(join(folder, 'version.json'), JSON.stringify({ version, build: id }) + '\n');
  report();
};

if (import.meta.filename === process.argv[1]) build();
