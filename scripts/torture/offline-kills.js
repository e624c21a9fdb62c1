import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from '../browser.js';
import { serve } from '../server.js';

export const ids = ['offline.kills'];

/** Processes of this profile, by the files they hold open. @param {string} profile */
const processesOf = (profile) =>
  readdirSync('/proc').filter((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      return readdirSync(`/proc/${id}/fd`).some((fd) => readlinkSync(`/proc/${id}/fd/${fd}`).startsWith(profile));
    } catch {
      return false;
    }
  });

/**
 * In the page: what the service worker claims, and what is really in its cache, hashed again.
 *
 * @returns {Promise<{ claims: { shell: boolean, speech: boolean, media: boolean }, damaged: string[] }>}
 */
const inspect = async () => {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  /** @type {Promise<any>} */
  const answer = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
  active?.postMessage({ type: 'offline-status' }, [port2]);
  const claims = await answer;
  const cache = await caches.open('echoflow-engines');
  const manifest = await (
    await cache.match((await cache.keys()).find(({ url }) => url.endsWith('/manifest.json')) ?? '')
  )?.json();
  const damaged = [];
  for (const request of await cache.keys()) {
    const bytes = await (await cache.match(request))?.arrayBuffer();
    const file = manifest?.files.find((/** @type {any} */ each) => request.url.endsWith(`/${each.path}`));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes ?? new ArrayBuffer(0)));
    const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (file && file.sha256 !== sha256) damaged.push(request.url);
  }
  return { claims, damaged };
};

/**
 * Kills the whole browser while it prepares for offline work, at a random moment, again and again on one profile. What
 * "Offline ready" claims must hold each time: no cached engine file may differ from its hash.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ rounds, log }) => {
  const site = await serve({ port: 0 });
  const profile = mkdtempSync(join(tmpdir(), 'echoflow-kills-'));
  const open = () =>
    chromium.launchPersistentContext(profile, { executablePath: ensureChromium(), args: chromiumFlags });
  try {
    for (let round = 0; round < rounds; round++) {
      const context = await open();
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(site.address);
      if (round > 0) {
        const { claims, damaged } = await page.evaluate(inspect);
        log(`round ${round}: shell ${claims.shell}, speech ${claims.speech}, media ${claims.media}`);
        if (damaged.length > 0) throw new Error(`Damaged after a kill: ${damaged.join(', ')}`);
      }
      await page.evaluate(() => caches.delete('echoflow-engines'));
      await page.reload();
      await page.waitForTimeout(Math.random() * 1500);
      const processes = processesOf(profile);
      if (processes.length > 0) execFileSync('kill', ['-9', ...processes]);
      await context.close().catch(() => undefined);
    }
  } finally {
    await site.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};
