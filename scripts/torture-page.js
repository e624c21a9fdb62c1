import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { chromiumFlags, ensureChromium } from './browser.js';

/** The page in `tests/torture`: the real storage and recorder without the app around them, in a browser on a profile. */

const types = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript' });
const flags = [
  ...chromiumFlags,
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** @param {string} outDir */
export const bundlePage = (outDir) =>
  build({
    configFile: false,
    logLevel: 'warn',
    root: 'tests/torture',
    resolve: { alias: { $lib: resolve('src/lib') } },
    worker: { format: 'es' },
    build: { outDir, target: 'esnext', emptyOutDir: true, assetsInlineLimit: 0 },
  });

/**
 * Serves it; what the page posts to a path goes to the note of that name.
 *
 * @param {string} folder @param {Record<string, (said: any) => void>} [notes]
 * @returns {Promise<{ address: string, close(): Promise<void> }>}
 */
export const servePage = async (folder, notes = {}) => {
  const server = createServer(async (request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    if (request.method === 'POST') {
      let body = '';
      for await (const part of request) body += part;
      notes[path]?.(JSON.parse(body));
      response.end();
    } else if (types[extname(path)]) {
      response.setHeader('content-type', types[extname(path)] ?? '');
      response.end(readFileSync(join(folder, path)));
    } else response.writeHead(404).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => (server.close(() => done(undefined)), server.closeAllConnections())),
  };
};

/** @param {string} profile */
export const launchOn = (profile) =>
  chromium.launchPersistentContext(profile, { executablePath: ensureChromium(), args: flags });

/** @param {import('@playwright/test').BrowserContext} context @param {string} address */
export const openPageOn = async (context, address) => {
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction('globalThis.torture');
  return page;
};
