import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, test as base, type BrowserContext, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../../scripts/browser.js';
import { serve } from '../../scripts/server.js';
import { App } from './app.ts';
import { killProcessesOf } from './processes.ts';
import { openSinkhole, watchConsole, watchRequests } from './gates.ts';

/** The built app on a loopback address of its own; it can be taken away and given back. */
export type Site = { address: string; stop(): Promise<void>; start(): Promise<void> };

/** One browser with one profile: closing and reopening it is what a person does. */
export type Browser = {
  context: BrowserContext;
  page: Page;
  /** Ends the browser, unless it is dead already, and opens it again on the same profile. */
  reopen(): Promise<Page>;
  /** Kills every process of the browser at once, as a power cut would. */
  kill(): Promise<void>;
};

export type Options = {
  /** The folder that is served. */
  root: string;
  /** False: a host that sends types only. */
  hostHeaders: boolean;
  /** A WAV file the microphone plays, from the root of the repository; null for no microphone. */
  microphone: string | null;
  /** Whether the person lets the app use it. */
  microphoneAllowed: boolean;
  /** A browser that never saw the app; otherwise the app was opened once, and keeps itself for offline use. */
  firstVisit: boolean;
  /** Origins beside our own that a test means to reach: a fake model host, say. */
  alsoAllowed: string[];
  /** Console errors a test provokes. */
  expectedComplaints: RegExp[];
};

type Fixtures = Options & { site: Site; browserProfile: Browser; app: App };

/** What the tests of one worker share: a port, and the profile of a browser that visited the app there once. */
type Home = { port: number; visitedProfile: string };

const microphoneFlags = (file: string, isAllowed: boolean) => [
  '--use-fake-device-for-media-stream',
  ...(isAllowed ? ['--use-fake-ui-for-media-stream'] : []),
  `--use-file-for-fake-audio-capture=${resolve(file)}%noloop`,
];

type Gates = { foreign: string[]; complaints: string[]; allowed: ReadonlySet<string> };

type Microphone = { file: string | null; isAllowed: boolean };

const launch = async (profile: string, proxy: string, microphone: Microphone, gates: Gates) => {
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...chromiumFlags, ...(microphone.file ? microphoneFlags(microphone.file, microphone.isAllowed) : [])],
    permissions: microphone.file && microphone.isAllowed ? ['microphone'] : [],
    proxy: { server: proxy, bypass: '127.0.0.1' },
    locale: 'en-GB',
    timezoneId: 'UTC',
    acceptDownloads: true,
  });
  watchRequests(context, gates.allowed, gates.foreign);
  watchConsole(context, gates.complaints);
  return context;
};

/** Takes away all the app keeps for a person; what it keeps of itself stays. */
const forgetPerson = async (page: Page, address: string): Promise<void> => {
  await page.goto(`${address}version.json`);
  await page.evaluate(async () => {
    localStorage.clear();
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
    for (const { name } of await indexedDB.databases())
      await new Promise<void>((done, fail) => {
        const request = indexedDB.deleteDatabase(name ?? '');
        request.onsuccess = () => done();
        request.onerror = request.onblocked = () => fail(new Error(`${name} stays.`));
      });
  });
};

/**
 * Opens the built app once, waits until it is kept for offline use and transcribes a file, so that the browser has its
 * engines compiled: that takes longer than most tests. Then the library is emptied.
 */
const visit = async (): Promise<Home> => {
  const visitedProfile = newProfile();
  const running = await serve({ port: 0 });
  const sinkhole = await openSinkhole();
  const gates: Gates = { foreign: [], complaints: [], allowed: new Set([new URL(running.address).origin]) };
  const context = await launch(visitedProfile, sinkhole.address, { file: null, isAllowed: false }, gates);
  const page = context.pages()[0] ?? (await context.newPage());
  const app = new App(page, running.address);
  await app.open();
  await app.waitUntilOfflineReady();
  await app.library.drop('tests/fixtures/media/speech.mp3');
  await app.library.waitUntilTranscribed('speech');
  await forgetPerson(page, running.address);
  await context.close();
  await sinkhole.close();
  await running.close();
  report(gates, sinkhole.asked, [/404/]);
  // All of it is in the app's own cache by now.
  forget(join(visitedProfile, 'Default', 'Cache'));
  return { port: running.port, visitedProfile };
};

const newProfile = () => mkdtempSync(join(tmpdir(), 'echoflow-profile-'));

const forget = (profile: string) => rmSync(profile, { recursive: true, force: true, maxRetries: 5 });

/** Fails a test whose page asked another origin, or complained of anything the test did not expect. */
const report = (gates: Gates, asked: readonly string[], expected: readonly RegExp[]): void => {
  const foreign = [...gates.foreign, ...asked];
  if (foreign.length > 0) throw new Error(`Requests to another origin:\n${foreign.join('\n')}`);
  const unexpected = gates.complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
  if (unexpected.length > 0) throw new Error(`The console complained:\n${unexpected.join('\n')}`);
};

export const test = base.extend<Fixtures, { home: Home }>({
  root: ['build', { option: true }],
  hostHeaders: [true, { option: true }],
  microphone: [null, { option: true }],
  microphoneAllowed: [true, { option: true }],
  firstVisit: [false, { option: true }],
  alsoAllowed: [[], { option: true }],
  expectedComplaints: [[], { option: true }],

  home: [
    async ({}, use) => {
      const home = await visit();
      await use(home);
      forget(home.visitedProfile);
    },
    { scope: 'worker', timeout: 240_000 },
  ],

  site: async ({ root, hostHeaders, home }, use) => {
    let running = await serve({ root, port: home.port, headers: hostHeaders });
    const { address, port } = running;
    let isUp = true;
    const stop = async () => {
      if (isUp) await running.close();
      isUp = false;
    };
    const start = async () => {
      if (!isUp) running = await serve({ root, port, headers: hostHeaders });
      isUp = true;
    };
    await use({ address, stop, start });
    await stop();
  },

  browserProfile: async (
    { site, home, firstVisit, microphone, microphoneAllowed, alsoAllowed, expectedComplaints },
    use,
  ) => {
    const profile = newProfile();
    if (!firstVisit) cpSync(home.visitedProfile, profile, { recursive: true });
    const sinkhole = await openSinkhole();
    const allowed = new Set([new URL(site.address).origin, ...alsoAllowed]);
    const gates: Gates = { foreign: [], complaints: [], allowed };
    const open = () => launch(profile, sinkhole.address, { file: microphone, isAllowed: microphoneAllowed }, gates);
    const context = await open();
    const firstPage = (of: BrowserContext) => of.pages()[0] ?? of.newPage();
    const browser: Browser = {
      context,
      page: await firstPage(context),
      kill: async () => {
        const isGone = new Promise((done) => browser.context.once('close', done));
        killProcessesOf(profile);
        await isGone;
      },
      reopen: async () => {
        await browser.context.close().catch(() => undefined);
        browser.context = await open();
        browser.page = await firstPage(browser.context);
        return browser.page;
      },
    };
    await use(browser);
    await browser.context.close().catch(() => undefined);
    await sinkhole.close();
    forget(profile);
    report(gates, sinkhole.asked, expectedComplaints);
  },

  context: async ({ browserProfile }, use) => use(browserProfile.context),
  page: async ({ browserProfile }, use) => use(browserProfile.page),

  app: async ({ browserProfile, site }, use) => {
    const app = new App(browserProfile.page, site.address);
    await app.open();
    await use(app);
  },
});

export { expect } from '@playwright/test';
