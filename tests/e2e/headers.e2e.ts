import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countViolations } from './gates.ts';
import { expect, test as base } from './fixtures.ts';

type Trap = Awaited<ReturnType<typeof openTrap>>;

const test = base.extend<{ trap: Trap; alsoAllowed: string[] }>({
  trap: async ({ root: _ }, use) => {
    const trap = await openTrap();
    await use(trap);
    trap.close();
  },
  // A request that the policy stops is still announced; whether it arrived is what the trap counts.
  alsoAllowed: async ({ trap }, use) => use([trap.address]),
});

/** Somebody who waits for data: whoever reaches it is counted. */
const openTrap = async () => {
  let visits = 0;
  const server = createServer((_request, response) => void (visits++, response.end()));
  server.on('upgrade', (_request, socket) => void (visits++, socket.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, visits: () => visits, close: () => server.close() };
};

/** Tries each way out of a page; names those that raised no violation of the policy. */
const wayOut = async (address: string): Promise<string[]> => {
  const make = <T extends object>(tag: string, values: T) => Object.assign(document.createElement(tag), values);
  const tries: Record<string, () => unknown> = {
    fetch: () => fetch(address).catch(() => {}),
    image: () => Object.assign(new Image(), { src: address }),
    frame: () => document.body.append(make('iframe', { src: address })),
    script: () => document.body.append(make('script', { src: address })),
    style: () => document.head.append(make('link', { rel: 'stylesheet', href: address })),
    inline: () => document.body.append(make('script', { text: 'window.hole = 1' })),
    socket: () => new window.WebSocket(address.replace('http', 'ws')),
    beacon: () => navigator.sendBeacon.call(navigator, address),
  };
  const open: string[] = [];
  for (const [name, attempt] of Object.entries(tries)) {
    const isBlocked = new Promise<boolean>((done) => {
      addEventListener('securitypolicyviolation', () => done(true), { once: true });
      setTimeout(() => done(false), 2000);
    });
    try {
      attempt();
    } catch {
      // Some refuse with an exception beside the event.
    }
    if (!(await isBlocked)) open.push(name);
  }
  return open;
};

for (const hostHeaders of [true, false]) {
  test.describe(hostHeaders ? 'our own server' : 'a host that sends no headers', () => {
    test.use({ firstVisit: true, hostHeaders, expectedComplaints: [/Content Security Policy|violates|Refused to/] });

    test('the page is isolated and every way out is closed', async ({ app, page, trap }) => {
      await app.waitUntilOfflineReady();
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      expect(await page.evaluate(wayOut, trap.address)).toEqual([]);
      expect(trap.visits()).toBe(0);
    });

    test('workers take their policy from their own script', async ({ app, page, site }) => {
      await app.waitUntilOfflineReady();
      const policies = await page.evaluate(async () => {
        const shell = await (await fetch('/service-worker.js')).text();
        const names = [...shell.matchAll(/_app\/immutable\/workers\/[\w.-]+\.js/g)].map(([name]) => `/${name}`);
        const read = async (path: string) => (await fetch(path)).headers.get('content-security-policy') ?? '';
        return Promise.all([...new Set(names)].map(async (path) => [path, await read(path)] as const));
      });
      const free = policies.filter(([, policy]) => /connect-src[^;]*https:/.test(policy)).map(([path]) => path);
      expect(policies.length).toBeGreaterThan(2);
      expect(free).toEqual([expect.stringMatching(/\/fetch\.worker-[^/]+\.js$/)]);
      expect(policies.every(([, policy]) => policy.includes("default-src 'none'"))).toBe(true);
      expect(site.address).toContain('127.0.0.1');
    });
  });
}

test('no page of the app offends its own policy', async ({ app, page }) => {
  await countViolations(page);
  for (const path of ['', 'record', 'insights', 'settings', 'health']) {
    await app.open(path);
    const violations = await page.evaluate(
      () => (window as unknown as { policyViolations: string[] }).policyViolations,
    );
    expect(violations, path).toEqual([]);
  }
});
