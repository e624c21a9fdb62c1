import { countViolations } from './gates.ts';
import { expect, test } from './fixtures.ts';

/** Tries each way out of a page; names those that worked. */
const wayOut = async (): Promise<string[]> => {
  const address = 'http://127.0.0.1:9/way-out';
  const blocked = () =>
    new Promise<boolean>((done) => {
      addEventListener('securitypolicyviolation', () => done(true), { once: true });
      setTimeout(() => done(false), 1500);
    });
  const tries: Record<string, () => unknown> = {
    fetch: () => fetch(address).catch(() => {}),
    image: () => Object.assign(new Image(), { src: address }),
    frame: () => document.body.append(Object.assign(document.createElement('iframe'), { src: address })),
    script: () => document.body.append(Object.assign(document.createElement('script'), { src: address })),
    style: () =>
      document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address })),
    inline: () => document.body.append(Object.assign(document.createElement('script'), { text: 'window.hole = 1' })),
    socket: () => new window.WebSocket('ws://127.0.0.1:9/'),
  };
  const open: string[] = [];
  for (const [name, attempt] of Object.entries(tries)) {
    const isBlocked = blocked();
    try {
      attempt();
    } catch {
      continue;
    }
    if (!(await isBlocked)) open.push(name);
  }
  return open;
};

for (const hostHeaders of [true, false]) {
  test.describe(hostHeaders ? 'our own server' : 'a host that sends no headers', () => {
    test.use({ hostHeaders, expectedComplaints: [/Content Security Policy|violates|Refused to/] });

    test('the page is isolated and every way out is closed', async ({ app, page }) => {
      await app.waitUntilOfflineReady();
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      expect(await page.evaluate(wayOut)).toEqual([]);
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
