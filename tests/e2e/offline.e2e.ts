import { App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { clip, clipPath, cuesOf, wordErrorRate } from './speech.ts';

test.use({ firstVisit: true });

test('after one visit the app opens with the server gone and the browser restarted', async ({
  app,
  site,
  browserProfile,
}) => {
  await app.waitUntilOfflineReady();
  await site.stop();
  const page = await browserProfile.reopen();
  const again = new App(page, site.address);
  await again.open();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await again.open('settings');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('"Offline ready" is taken back when what it stands on is gone', async ({ app, page, site }) => {
  await app.waitUntilOfflineReady();
  await site.stop();
  const status = await page.evaluate(async () => {
    await caches.delete('echoflow-engines');
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
    active?.postMessage({ type: 'offline-status' }, [port2]);
    return answer;
  });
  expect(status).toMatchObject({ shell: true, speech: false });
});

test.describe('with a microphone', () => {
  test.use({ microphone: clipPath('microphone.wav') });

  test('with the server gone and the browser restarted: an SRT of what was said', async ({
    app,
    site,
    browserProfile,
  }) => {
    test.slow();
    const spoken = clip('microphone.wav');
    await app.waitUntilOfflineReady();
    await site.stop();
    const again = app.at(await browserProfile.reopen());
    await again.open();
    await again.recorder.open();
    await again.recorder.record(spoken.durationSeconds + 1.5);
    await again.recording.waitUntilTranscribed();
    const cues = cuesOf((await again.recording.export('srt')).text);
    expect(wordErrorRate(spoken.text, cues.map((cue) => cue.text).join(' '))).toBeLessThanOrEqual(0.15);
  });
});
