import { en } from '../../src/lib/i18n/en.ts';
import { expect, test as base } from './fixtures.ts';
import { openModelHost, type ModelHost } from './model-host.ts';
import { clip, clipPath, wordErrorRate } from './speech.ts';

const name = 'Whisper tiny, English';
const easy = clip('easy/easy2.flac');

const test = base.extend<{ host: ModelHost }>({
  host: async ({}, use) => {
    const host = await openModelHost();
    await use(host);
    await host.close();
  },
  alsoAllowed: async ({ host }, use) => use([host.url]),
});

test('a model is downloaded after consent only, verified, and works with the network gone', async ({
  app,
  host,
  site,
  page,
}) => {
  await app.waitUntilOfflineReady();
  await app.settings.open();
  await app.settings.applyYaml(`network:\n  modelHost: ${host.url}\ntranscription:\n  modelId: whisper-tiny.en\n`);
  expect(host.asked).toEqual([]);
  await app.settings.downloadModel(name);
  await expect(page.getByRole('button', { name: en.settings.models.removeNamed(name) })).toBeVisible();
  expect(host.asked.filter((path) => path.startsWith('/api/'))).toHaveLength(1);

  await host.close();
  await site.stop();
  await page.reload();
  await app.ready();
  await app.go('library');
  await app.library.drop(clipPath(easy.file));
  await app.library.waitUntilTranscribed('easy2');
  await app.library.openRecording('easy2');
  expect(wordErrorRate(easy.text, await app.recording.text())).toBeLessThanOrEqual(0.1);
});

test('a download that is cut off goes on where it stopped', async ({ app, host, page }) => {
  await app.settings.open();
  await app.settings.applyYaml(`network:\n  modelHost: ${host.url}\n`);
  host.mood = 'cut';
  await app.settings.downloadModel(name);
  await expect
    .poll(() => host.asked.some((request) => /bytes=[1-9]\d*-/.test(request)), { timeout: 30_000 })
    .toBe(true);
  host.mood = 'honest';
  await expect(page.getByRole('button', { name: en.settings.models.removeNamed(name) })).toBeVisible();
});

test('a host that falls silent is told, and the download can be tried again', async ({ app, host, page }) => {
  await app.settings.open();
  await app.settings.applyYaml(`network:\n  modelHost: ${host.url}\n`);
  host.mood = 'dead';
  await app.settings.downloadModel(name);
  await expect(page.getByText(en.errors['model/offline'].title).first()).toBeVisible({ timeout: 45_000 });
  host.mood = 'honest';
  await app.settings.downloadModel(name);
  await expect(page.getByRole('button', { name: en.settings.models.removeNamed(name) })).toBeVisible();
});

test('a download with one wrong byte is refused', async ({ app, host, page }) => {
  await app.settings.open();
  await app.settings.applyYaml(`network:\n  modelHost: ${host.url}\n`);
  host.mood = 'flip';
  await app.settings.downloadModel(name);
  await expect(page.getByText(en.errors['model/corrupt'].title).first()).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole('button', { name: en.settings.models.removeNamed(name) })).toHaveCount(0);
});
