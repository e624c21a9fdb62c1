import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bundlePage, launchOn, openPageOn, servePage } from '../../scripts/torture-page.js';

// Nothing may be lost, not even once.
test.describe.configure({ retries: 0 });

test('a disk that fills up in mid-take is told before, stops the take cleanly, and every byte of it is kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-full-'));
  await bundlePage(join(folder, 'page'));
  const server = await servePage(join(folder, 'page'));
  const context = await launchOn(join(folder, 'profile'));
  try {
    const page = await openPageOn(context, server.address);
    await page.evaluate('torture.startSaying()');
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(server.address);
    const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage });
    const end = await page.evaluate('torture.sayUntilFull()');
    expect(end).toMatchObject({ warnings: ['disk-low'], failure: 'storage/full', isUnharmed: true });
    const { acknowledgedBytes, keptBytes } = end as { acknowledgedBytes: number; keptBytes: number };
    expect(keptBytes).toBeGreaterThanOrEqual(acknowledgedBytes);
    // The space reserved when the take began was there to the end.
    expect(acknowledgedBytes).toBeGreaterThan(7_000_000);
  } finally {
    await context.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
