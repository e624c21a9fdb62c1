import { expect, test } from '@playwright/test';
import { killTranscription } from '../../scripts/kill-transcription.js';

// Nothing may be lost, not even once.
test.describe.configure({ retries: 0 });

/** `npm run torture -- --only transcription.kills --rounds 30` is the long one. */
test('a job killed at three random moments ends with the transcript of an undisturbed one', async () => {
  test.setTimeout(480_000);
  const clip = 'tests/fixtures/speech/easy/sentences-25s.flac';
  const result = await killTranscription({ clip, title: 'sentences-25s', kills: 3, anytime: true });
  expect(result).toMatchObject({ kills: 3, isSame: true });
  expect(result.words).toBeGreaterThan(20);
});
