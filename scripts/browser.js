import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** For headless runs inside containers, quiet on the network. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @param {string} name */
const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

/** @returns {string | undefined} */
const bundled = () => {
  try {
    const file = chromium.executablePath();
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The Chromium to test with: `ECHOFLOW_CHROMIUM`, else Playwright's own, else the system's.
 *
 * @returns {string | undefined} path of the program
 */
export const findChromium = () =>
  process.env.ECHOFLOW_CHROMIUM || bundled() || names.map(onPath).find((file) => file !== undefined);

/** @param {string} program @param {string[]} parameters */
const run = (program, parameters) => spawnSync(program, parameters, { stdio: 'inherit' }).status === 0;

const installWithApt = () =>
  process.getuid?.() === 0 &&
  onPath('apt-get') !== undefined &&
  run('apt-get', ['update', '-qq']) &&
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);

/**
 * Finds a Chromium or gets one: the system's package when we may, else Playwright's download.
 *
 * @returns {string} path of the program
 */
export const ensureChromium = () => {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium found; installing one for the browser tests.');
  if (!installWithApt()) run('npx', ['playwright', 'install', 'chromium']);
  const installed = findChromium();
  if (!installed) throw new Error('No Chromium. Install one, or set ECHOFLOW_CHROMIUM to its path.');
  return installed;
};
