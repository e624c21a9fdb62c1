import { expect, test } from '@playwright/test';
import { killStorage, summaryOf } from '../../scripts/kill-storage.js';

// Nothing may be lost, not even once.
test.describe.configure({ retries: 0 });

/** `npm run torture -- --only storage.kills --rounds 300` is the long one. */
test('ten kills of the browser or its renderer lose nothing acknowledged and at most a second of sound', async () => {
  test.setTimeout(240_000);
  const summary = summaryOf(await killStorage({ rounds: 10 }));
  expect(summary).toMatchObject({
    kills: 10,
    lostEdits: 0,
    tornEdits: 0,
    lostAcknowledgedBytes: 0,
    untoldWipes: 0,
    wordsLostAfterRebuild: 0,
  });
  expect(summary.storeWipes).toBeGreaterThanOrEqual(3);
  expect(summary.acknowledgedEdits).toBeGreaterThan(10);
  expect(summary.recordedSeconds).toBeGreaterThan(5);
  expect(summary.maxLostAudioSeconds).toBeLessThanOrEqual(1);
  expect(summary.slowestRecoveryMs).toBeLessThan(2000);
});
