import { expect, test } from '@playwright/test';
import { damageStorage } from '../../scripts/damage-storage.js';

/** `npm run torture -- --only storage.damage` does it in every way known. */
const cases =
  /^(database-log-flipped|database-manifest-deleted|database-blobs-deleted|files-names-flipped|both-deleted)$/;

// Nothing may be lost, not even once.
test.describe.configure({ retries: 0 });

test('damage on disk to one home costs no word and no sound, and every loss is told', async () => {
  test.setTimeout(150_000);
  const outcomes = await damageStorage({ only: cases });
  const whole = { wordsLost: 0, filesLost: 0, isVersionLost: false, isCollectionLost: false, lost: [], saidAgain: 0 };
  const everything = ['recording', 'file', 'transcript', 'versions', 'collections'];
  expect(outcomes).toEqual([
    { id: 'database-log-flipped', ...whole, rebuilt: everything },
    { id: 'database-manifest-deleted', ...whole, rebuilt: everything },
    { id: 'database-blobs-deleted', ...whole, rebuilt: ['file'] },
    { id: 'files-names-flipped', ...whole, rebuilt: [] },
    expect.objectContaining({ id: 'both-deleted', lost: ['library'] }),
  ]);
});
