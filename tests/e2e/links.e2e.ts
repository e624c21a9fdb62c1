import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { en } from '../../src/lib/i18n/en.ts';
import { expect, test as base } from './fixtures.ts';
import { clipPath } from './speech.ts';

type Elsewhere = { url: string; asked: string[] };

/** Another site with a file on it: `/open/` lets other pages fetch, `/shut/` does not, `/page/` is no file. */
const test = base.extend<{ elsewhere: Elsewhere }>({
  elsewhere: async ({}, use) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (!request.url?.startsWith('/shut/')) response.setHeader('Access-Control-Allow-Origin', '*');
      if (request.url?.startsWith('/page/'))
        return void response.setHeader('Content-Type', 'text/html').end('<p>Hello');
      response.setHeader('Content-Type', 'audio/flac').end(readFileSync(clipPath('easy/easy2.flac')));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked });
    server.closeAllConnections();
    server.close();
  },
  alsoAllowed: async ({ elsewhere }, use) => use([elsewhere.url]),
  expectedComplaints: async ({}, use) => use([/CORS policy/, /Failed to load resource/]),
});

test('a direct link is fetched once, kept and transcribed', async ({ app, elsewhere }) => {
  await app.library.addLink(`${elsewhere.url}/open/talk.flac`);
  await app.library.waitUntilTranscribed('talk');
  expect(elsewhere.asked.filter((path) => path === '/open/talk.flac')).toHaveLength(1);
});

for (const [path, code] of [
  ['/shut/talk.flac', 'link/unreachable'],
  ['/page/talk', 'link/not-media'],
] as const) {
  test(`${path} says ${code} and adds nothing`, async ({ app, page, elsewhere }) => {
    await app.library.addLink(elsewhere.url + path);
    await expect(page.getByText(en.errors[code].title).first()).toBeVisible();
    await expect(app.library.list.getByRole('listitem')).toHaveCount(0);
  });
}
