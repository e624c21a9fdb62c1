import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  ...['src', 'static', 'scripts', 'licenses'],
  ...['package-lock.json', 'vite.config.ts', 'svelte.config.js', 'tsconfig.json'],
];

/** @param {string} path @returns {string[]} */
const filesUnder = (path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
};

const isTest = /\.(browser\.)?test\.ts$/;

/**
 * Names a build by what goes into it: equal sources give an equal id, so a build can be told stale, and two people can
 * see that they run the same.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string} 12 hex digits
 */
export const sourceId = (environment = process.env) => {
  const hash = createHash('sha256').update(environment.ECHOFLOW_WITHOUT_FFMPEG === '1' ? 'without' : 'with');
  for (const path of sources.flatMap(filesUnder)) {
    if (!isTest.test(path)) hash.update(`\0${path}\0`).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 12);
};
