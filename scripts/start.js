/** `npm start`: installs, builds and serves the app on loopback, then opens it. Needs nothing but Node. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { ensureInstalled } from './install.js';
import { sourceId } from './source-id.js';
import { serve } from './server.js';

const isBuilt = () => {
  if (!existsSync('build/version.json')) return false;
  return JSON.parse(readFileSync('build/version.json', 'utf8')).build === sourceId();
};

/** @param {string} address */
const open = (address) => {
  /** @type {Record<string, [string, string[]]>} */
  const openers = { darwin: ['open', [address]], win32: ['cmd', ['/c', 'start', '', address]] };
  const [program, parameters] = openers[process.platform] ?? ['xdg-open', [address]];
  spawn(program, parameters, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
};

ensureInstalled();
if (!isBuilt()) {
  const { build } = await import('./build.js');
  build();
}
const { address } = await serve({ port: Number(process.env.PORT ?? 4173) });
console.log(address);
if (!process.env.CI && !process.argv.includes('--no-open')) open(address);
