/** A folder as a page in a browser of its own, and the processor time that all of that browser takes. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from './browser.js';
import { browserProcess, cpuOver, idleRate } from './cpu.js';
import { serve } from './server.js';

const readyMs = 120_000;

/**
 * Serves `root` without headers and opens it; `cpu` runs something and tells the processor seconds of the browser, less its
 * idling, and the seconds on the clock. `close` removes the folder, too.
 *
 * @param {string} root
 * @param {string} ready what the page's window has once it can be used
 */
export const openBarePage = async (root, ready) => {
  const profile = join(root, 'profile');
  mkdirSync(profile, { recursive: true });
  const site = await serve({ root, port: 0, headers: false });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    args: chromiumFlags,
  });
  const close = async () => {
    await context.close();
    await site.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(site.address);
    await page.waitForFunction((name) => name in window, ready, { timeout: readyMs });
    const browser = browserProcess(profile);
    const idle = await idleRate(browser);
    const cpu = async (/** @type {() => Promise<unknown>} */ run) => {
      const { cpuSeconds, wallSeconds } = await cpuOver(browser, run);
      return { cpuSeconds: cpuSeconds - idle * wallSeconds, wallSeconds };
    };
    return { page, cpu, close };
  } catch (error) {
    await close();
    throw error;
  }
};
