import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { en } from '../../src/lib/i18n/en.ts';
import { expect, test as base } from './fixtures.ts';
import { clip, clipPath, normalised } from './speech.ts';

/** A server on loopback that speaks OpenAI's protocol: busy, then broken, then with an answer for each window it is sent. */
type OwnServer = { url: string; asked: { path: string; key: string; statusSent: number }[] };

const answer = { text: 'Loopback heard this.', language: 'english' };
const words = answer.text.split(' ').map((word, at) => ({ word, start: at * 0.5, end: at * 0.5 + 0.4 }));

const test = base.extend<{ server: OwnServer }>({
  server: async ({}, use) => {
    const asked: OwnServer['asked'] = [];
    const statuses = [429, 503];
    const server = createServer((request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', 'Authorization');
      response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
      if (request.method === 'OPTIONS') return void response.writeHead(204).end();
      request.resume().on('end', () => {
        const statusSent = statuses.shift() ?? 200;
        asked.push({ path: request.url ?? '', key: request.headers.authorization ?? '', statusSent });
        if (statusSent === 429) response.setHeader('Retry-After', '1');
        response.writeHead(statusSent, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ ...answer, words }));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked });
    await new Promise<void>((done) => (server.close(() => done()), server.closeAllConnections()));
  },
  alsoAllowed: async ({ server }, use) => use([server.url]),
  expectedComplaints: [/status of (429|503)/],
});

test('a stretch is heard again, shown word by word where it differs, taken, and given back', async ({ app, page }) => {
  const easy = clip('easy/easy2.flac');
  await app.library.drop(clipPath(easy.file));
  await app.library.waitUntilTranscribed('easy2');
  await app.library.openRecording('easy2');
  await app.recording.waitUntilEditable();
  const heard = normalised(await app.recording.text());
  expect(heard).toContain('school');
  await app.recording.replaceWord('school', 'castle');

  await page.getByRole('tab', { name: en.redecode.title, exact: true }).press('Enter');
  await page.getByRole('button', { name: en.redecode.start, exact: true }).click();
  await expect(page.getByText(en.redecode.differs(1))).toBeVisible({ timeout: 60_000 });
  expect(normalised(await app.recording.text())).toContain('castle');
  await page.getByRole('button', { name: en.redecode.takeNamed('castle', 'school') }).click();
  await expect.poll(async () => normalised(await app.recording.text())).toEqual(heard);
  await page.getByRole('button', { name: en.editor.undo, exact: true }).click();
  await expect.poll(async () => normalised(await app.recording.text())).toContain('castle');
});

test('the person’s own server hears, asked again while it is busy, and nobody is asked before it is chosen', async ({
  app,
  page,
  server,
}) => {
  await app.settings.open();
  await app.settings.applyYaml(`server:\n  enabled: true\n  address: ${server.url}\n  model: any\n`);
  const panel = en.settings.ownServer;
  await page.getByLabel(panel.key, { exact: true }).fill('loopback-key');
  await page.getByLabel(panel.key, { exact: true }).press('Tab');
  await expect(page.getByText(panel.keyKept)).toBeVisible();
  expect(server.asked).toEqual([]);
  await page.getByRole('button', { name: panel.use, exact: true }).click();
  await app.go('library');
  await app.library.drop(clipPath('easy/easy2.flac'));
  await app.library.waitUntilTranscribed('easy2');
  expect(server.asked).toEqual(
    [429, 503, 200].map((statusSent) => ({ path: '/v1/audio/transcriptions', key: 'Bearer loopback-key', statusSent })),
  );
  await app.library.openRecording('easy2');
  await expect.poll(() => app.recording.text()).toBe(answer.text);
});

test('what was heard stays when transcribing is stopped, and it goes on from there', async ({ app, page }) => {
  test.slow();
  await app.library.drop(clipPath('easy/dictation-60s.flac'));
  await app.library.openRecording('dictation-60s');
  await app.recording.waitUntilWords(60_000);
  await page.getByRole('button', { name: en.editor.running.cancel, exact: true }).click();
  await expect(page.getByText(en.editor.stopped.text)).toBeVisible();
  const partial = page.getByRole('region', { name: en.editor.running.draft });
  const first = (await partial.getByRole('paragraph').first().innerText()).replace(/^[\d:]+\s*/, '');
  expect(normalised(first).length).toBeGreaterThan(2);
  await page.getByRole('button', { name: en.editor.stopped.transcribe, exact: true }).click();
  await app.recording.waitUntilEditable();
  expect(normalised(await app.recording.text()).join(' ')).toContain(normalised(first).join(' '));
});
