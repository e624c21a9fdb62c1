import { en } from '../../src/lib/i18n/en.ts';
import { seedRecording, spoken } from '../../scripts/seed.js';
import { lostMilliseconds, typeUntilKilled } from '../../scripts/typing-kill.js';
import { expect, test } from './fixtures.ts';

test.describe.configure({ retries: 0 });

const id = '0mh6z0000seedseedseed';

const text = 'Good morning and welcome.';

test('three kills while typing lose at most the last 250 ms, and no step of Undo', async ({ app, browserProfile }) => {
  test.slow();
  await seedRecording(app.page, { id, title: 'Bees', ...spoken([text]) });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
  let current = app;
  let before = 0;
  for (let round = 0; round < 3; round++) {
    const told = await typeUntilKilled(current.page, () => browserProfile.kill());
    current = app.at(await browserProfile.reopen());
    await current.recording.open(id);
    await current.recording.waitUntilTranscribed();
    const there = /^x*/.exec(await current.recording.text())![0].length;
    // The clock outside of the browser adds what a key takes on its way.
    expect(lostMilliseconds(told, there - before)).toBeLessThanOrEqual(250 + 50);
    before = there;
  }
  expect(before).toBeGreaterThan(0);

  await current.recording.waitUntilEditable();
  const undo = current.page.getByRole('button', { name: en.editor.undo, exact: true });
  await expect(undo).toBeEnabled();
  for (let steps = 0; steps < 40 && (await undo.isEnabled()); steps++) await current.page.keyboard.press('Control+z');
  expect(await current.recording.text()).toBe(text);
});
