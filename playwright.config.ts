import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './scripts/browser.js';

const executablePath = findChromium();
const report = process.env.ECHOFLOW_REPORT || 'test-results/reports/e2e.json';

/**
 * End-to-end tests drive the built app (`npm run build` first) in a real Chromium. Each worker serves `build/` on a free
 * port of its own, each test has a browser profile of its own: see `tests/e2e/fixtures.ts`.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.e2e.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A machine too busy for a browser is no defect; what needed its second try is named at the end. Tests of loss have one try.
  retries: 1,
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: report }]],
  use: {
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...chromiumFlags] },
    // Pictures of every step would cost a third of the processor.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'UTC',
  },
});
