import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Locked */

/** @param {string} path @returns {Record<string, Locked>} */
const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/** What npm noted of its last install. Packages for other systems are left out there, so those may be missing. */
const noted = 'node_modules/.package-lock.json';

const isInstalled = () => {
  if (!existsSync(noted)) return false;
  const there = packagesOf(noted);
  return Object.entries(packagesOf('package-lock.json')).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true;
    const found = there[path];
    return found ? found.version === version : Boolean(optional || devOptional || peer);
  });
};

/** Installs the packages of the lockfile unless they are there. Knows no package itself: it runs before any is. */
export const ensureInstalled = () => {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci).');
  const isWindows = process.platform === 'win32';
  const { status } = spawnSync(isWindows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: isWindows,
  });
  if (status !== 0) throw new Error('npm ci failed; its message is above.');
};
