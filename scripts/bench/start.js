import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../browser.js';
import { serve } from '../server.js';

export const ids = ['start.cold-ms', 'start.installed-ms'];

/** @param {string} prefix */
const temporary = (prefix) => mkdtempSync(join(tmpdir(), prefix));

/** @param {string} profile */
const openBrowser = (profile) =>
  chromium.launchPersistentContext(profile, { executablePath: ensureChromium(), args: chromiumFlags });

/**
 * Milliseconds from the wish to go there until the page can be used: its navigation can be followed.
 *
 * @param {import('@playwright/test').BrowserContext} context @param {string} address
 */
const timeToUsable = async (context, address) => {
  const page = context.pages()[0] ?? (await context.newPage());
  const start = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  return performance.now() - start;
};

/** First visit in a browser that was never here; then, once all is cached, in the browser opened anew. @param {string} address */
const visit = async (address) => {
  const profile = temporary('echoflow-bench-');
  const first = await openBrowser(profile);
  const cold = await timeToUsable(first, address);
  const page = first.pages()[0];
  await page?.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)).catch(() => undefined);
  await first.close();
  const second = await openBrowser(profile);
  const installed = await timeToUsable(second, address);
  await second.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  return { cold, installed };
};

/** First visit only. @param {string} address */
const visitOnce = async (address) => {
  const profile = temporary('echoflow-bench-');
  const context = await openBrowser(profile);
  const time = await timeToUsable(context, address);
  await context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  return time;
};

/** A page with one link and nothing else, from the same server: what the browser alone needs. */
const emptySite = () => {
  const root = temporary('echoflow-empty-');
  writeFileSync(
    join(root, 'index.html'),
    '<!doctype html><html lang="en"><title>Empty</title><nav><a href="/">Empty</a></nav>',
  );
  return root;
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds }) => {
  const root = emptySite();
  const [app, empty] = [await serve({ port: 0 }), await serve({ root, port: 0 })];
  const ours = { cold: /** @type {number[]} */ ([]), installed: /** @type {number[]} */ ([]) };
  const theirs = /** @type {number[]} */ ([]);
  for (let round = 0; round < rounds; round++) {
    const { cold, installed } = await visit(app.address);
    ours.cold.push(cold);
    ours.installed.push(installed);
    theirs.push(await visitOnce(empty.address));
  }
  await Promise.all([app.close(), empty.close()]);
  rmSync(root, { recursive: true });
  const peer = 'an empty page, same server';
  return [
    { id: 'start.cold-ms', unit: 'ms', values: ours.cold, peer, peerValues: theirs },
    { id: 'start.installed-ms', unit: 'ms', values: ours.installed, peer, peerValues: theirs },
  ];
};
