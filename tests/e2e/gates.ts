import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from '@playwright/test';

/** Where nothing can get out: a proxy that answers nobody and remembers who was asked for. */
export type Sinkhole = { address: string; asked: string[]; close(): Promise<void> };

/** Hosts the browser itself calls, whatever page is open; `--disable-background-networking` stops most of it. */
const browsersOwn = /(^|\.)(google|googleapis|gstatic|gvt1|chromium)\.(com|org)(:\d+)?$/;

export const openSinkhole = async (): Promise<Sinkhole> => {
  const asked: string[] = [];
  const note = (host: string) => void (browsersOwn.test(host) || asked.push(host));
  const server = createServer((request, response) => {
    note(new URL(request.url ?? '/', 'http://unknown').host);
    response.destroy();
  });
  server.on('connect', (request, socket) => {
    note((request.url ?? '').replace(/:443$/, ''));
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((done) => (server.close(() => done()), server.closeAllConnections())),
  };
};

const inside = new Set(['data:', 'blob:', 'about:', 'chrome-extension:', 'devtools:']);

/** Notes every request to another origin: of pages, workers and the service worker alike. */
export const watchRequests = (context: BrowserContext, allowed: ReadonlySet<string>, foreign: string[]): void => {
  context.on('request', (request) => {
    const { protocol, origin, href } = new URL(request.url());
    if (!inside.has(protocol) && !allowed.has(origin)) foreign.push(href);
  });
};

/** Notes errors of the console (violations of the policy are such) and everything nobody caught. */
export const watchConsole = (context: BrowserContext, complaints: string[]): void => {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(error.error().stack ?? String(error.error())));
};

/** Policy violations are also events of the page: kept where a test can count them. */
export const countViolations = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const list: string[] = [];
    Object.assign(window, { policyViolations: list });
    addEventListener('securitypolicyviolation', (event) => list.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
};
