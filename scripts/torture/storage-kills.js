import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { chromiumFlags, ensureChromium } from '../browser.js';

export const ids = ['storage.kills'];

/**
 * @typedef {{ tried: Map<number, string>, saved: number, recorded: Map<string, number>, failures: string[] }} Acknowledged
 * @typedef {{ sizeBytes: number, isWhole: boolean, id: string }} FoundTake
 * @typedef {{ recoveredMs: number, said: number, revision: number, text?: string, found: FoundTake[] }} Found
 */

const types = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript' });

/** Bundles the page under test. @param {string} outDir */
const bundle = (outDir) =>
  build({
    configFile: false,
    logLevel: 'warn',
    root: 'tests/torture',
    resolve: { alias: { $lib: resolve('src/lib') } },
    worker: { format: 'es' },
    build: { outDir, target: 'esnext', emptyOutDir: true },
  });

/** Notes what the page says, outside of the browser that will be killed. @param {Acknowledged} told */
const notesOf = (told) =>
  /** @type {Record<string, (said: any) => void>} */ ({
    '/trying': ({ revision, text }) => told.tried.set(revision, text),
    '/saved': ({ revision }) => (told.saved = revision),
    '/recorded': ({ id, sizeBytes }) => told.recorded.set(id, sizeBytes),
    '/failed': (message) => told.failures.push(message),
  });

/** @param {string} folder @param {Acknowledged} told @returns {Promise<import('node:http').Server>} */
const serve = (folder, told) => {
  const notes = notesOf(told);
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
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
};

/** Every process of this profile's browser, at once. @param {string} profile */
const killBrowser = (profile) => {
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(profile)) process.kill(Number(id), 'SIGKILL');
    } catch {
      // It ended before we looked.
    }
  }
};

/** What was acknowledged and is not there, or is there and torn. @param {Acknowledged} told @param {Found} found @param {string} takeId */
const compare = (told, found, takeId) => {
  const take = found.found.find(({ id }) => id === takeId);
  const isTorn = found.revision > 0 && told.tried.get(found.revision) !== found.text;
  return {
    lostEdits: Math.max(0, told.saved - found.revision),
    tornEdits: Number(isTorn),
    lostBytes: Math.max(0, (told.recorded.get(takeId) ?? 0) - (take?.sizeBytes ?? 0)),
    tornTakes: Number(take?.isWhole === false),
  };
};

/**
 * Kills the whole browser while it records and saves edits as fast as it can, at a random moment, again and again on one
 * profile; every third time the database is deleted as well. Whatever was acknowledged outside must be found again.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ rounds, log }) => {
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-torture-'));
  const profile = mkdtempSync(join(tmpdir(), 'echoflow-profile-'));
  /** @type {Acknowledged} */
  const told = { tried: new Map(), saved: 0, recorded: new Map(), failures: [] };
  await bundle(folder);
  const server = await serve(folder, told);
  const open = async () => {
    const options = { executablePath: ensureChromium(), args: chromiumFlags };
    const context = await chromium.launchPersistentContext(profile, options);
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`);
    await page.waitForFunction('globalThis.torture');
    return { context, page };
  };
  const sum = { kills: 0, edits: 0, lostEdits: 0, tornEdits: 0, lostBytes: 0, tornTakes: 0, slowestRecoveryMs: 0 };
  try {
    for (let round = 0; round < rounds; round++) {
      const takeId = `take-${round}`;
      const before = told.saved;
      const victim = await open();
      await victim.page.evaluate(`torture.write('${takeId}')`);
      await new Promise((done) => setTimeout(done, 500 + Math.random() * 1500));
      killBrowser(profile);
      await victim.context.close().catch(() => {});
      const { context, page } = await open();
      const found = /** @type {Found} */ (await page.evaluate(`torture.inspect(${round % 3 === 2})`));
      await context.close();
      const harm = compare(told, found, takeId);
      for (const key of /** @type {(keyof typeof harm)[]} */ (Object.keys(harm))) sum[key] += harm[key];
      sum.kills++;
      sum.edits += Math.max(0, told.saved - before);
      sum.slowestRecoveryMs = Math.max(sum.slowestRecoveryMs, Math.round(found.recoveredMs));
      told.saved = found.revision;
    }
    log(JSON.stringify(sum));
    if (told.failures.length > 0) throw new Error(`writing failed: ${told.failures[0]}`);
    if (sum.edits === 0) throw new Error('nothing was saved: nothing was tested');
    if (sum.lostEdits + sum.tornEdits + sum.lostBytes + sum.tornTakes > 0)
      throw new Error('acknowledged work was lost');
  } finally {
    killBrowser(profile);
    server.close();
    for (const each of [folder, profile]) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
  }
};
