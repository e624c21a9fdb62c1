/** The bench page with our media engines and their peers, built, served and opened in a browser of its own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build, defaultClientConditions } from 'vite';
import { chromiumFlags, ensureChromium } from './browser.js';
import { browserProcess, cpuOver, idleRate } from './cpu.js';
import { serve } from './server.js';
import { oneSqlite } from './vite/one-sqlite.js';

/** @typedef {'warm' | 'ours' | 'decoded' | 'exec' | 'context' | 'vad' | 'vadWeb' | 'render' | 'cut'} Call */

/** @param {string} outDir */
const bundle = (outDir) =>
  build({
    configFile: false,
    logLevel: 'error',
    root: 'tests/bench',
    resolve: {
      alias: { $lib: resolve('src/lib') },
      conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
    },
    define: { __WITH_FFMPEG__: 'true', __APP_VERSION__: '"bench"' },
    plugins: [oneSqlite()],
    worker: { format: 'es', plugins: () => [oneSqlite()] },
    build: {
      ...{ outDir, target: 'esnext', emptyOutDir: true, assetsInlineLimit: 0 },
      rolldownOptions: { input: ['index', 'search'].map((name) => resolve(`tests/bench/${name}.html`)) },
    },
  });

/** Builds once for any number of browsers; `close` removes it. */
export const buildMediaPage = async () => {
  const root = mkdtempSync(join(tmpdir(), 'echoflow-media-page-'));
  await bundle(root);
  const site = await serve({ root, port: 0 });
  const close = async () => {
    await site.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { address: site.address, close };
};

/** Resident memory of a process and all below it that share a profile, in megabytes (Linux). @param {string} profile */
export const residentMb = (profile) => {
  let pages = 0;
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(profile)) continue;
      // Private pages only: what processes share would be counted over and over.
      const [, resident = 0, shared = 0] = readFileSync(`/proc/${id}/statm`, 'utf8').split(' ').map(Number);
      pages += resident - shared;
    } catch {
      continue;
    }
  }
  return (pages * 4096) / 1e6;
};

const sampleMs = 250;

/**
 * A browser of its own on the page. `measure` calls the page with a file: CPU seconds of the whole browser less its
 * idling, and how far its memory rose above what it was before.
 *
 * @param {string} address
 */
export const openMediaPage = async (address) => {
  const profile = mkdtempSync(join(tmpdir(), 'echoflow-media-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    args: chromiumFlags,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  await page.waitForFunction(() => 'calls' in window);
  /** @param {Call} name @param {string} [parameter] @returns {Promise<any>} */
  const call = (name, parameter) =>
    page.evaluate(
      ([key, value]) => /** @type {any} */ (window).calls[key](value),
      /** @type {const} */ ([name, parameter]),
    );
  /** @param {string} file */
  const choose = (file) => page.locator('input').setInputFiles(file);
  /** @param {Call} name @param {string} [file] @param {string} [parameter] */
  const measure = async (name, file, parameter) => {
    if (file) await choose(file);
    const browser = browserProcess(profile);
    const idle = await idleRate(browser);
    const before = residentMb(profile);
    let peak = before;
    const timer = setInterval(() => (peak = Math.max(peak, residentMb(profile))), sampleMs);
    let result;
    try {
      const spent = await cpuOver(browser, async () => (result = await call(name, parameter)));
      const cpuSeconds = Math.max(0, spent.cpuSeconds - idle * spent.wallSeconds);
      return { ...spent, cpuSeconds, growthMb: peak - before, result: /** @type {any} */ (result) };
    } finally {
      clearInterval(timer);
    }
  };
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { choose, call, measure, close };
};
