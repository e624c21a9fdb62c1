import { spawnSync } from 'node:child_process';

export const ids = ['media.fuzz'];

/** Files in one browser before it is started anew. */
const batch = 500;

/**
 * 10,000 damaged media files (400 a round of `--rounds`): each read or refused in words within 15 s, the page alive. A
 * failure names its seed; `VITE_FUZZ_FIRST=seed VITE_FUZZ_SEEDS=1` runs it alone.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ rounds, log }) => {
  const seeds = rounds * 400;
  for (let first = 1; first <= seeds; first += batch) {
    const count = Math.min(batch, seeds - first + 1);
    const env = { ...process.env, VITE_FUZZ_FIRST: String(first), VITE_FUZZ_SEEDS: String(count) };
    const test = ['vitest', 'run', '--project', 'browser', 'src/lib/workers/media/fuzz.browser.test.ts'];
    const { status, stdout, stderr } = spawnSync('npx', test, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(/Seed [^\n]*/.exec(stdout + stderr)?.[0] ?? (stdout + stderr).slice(-800));
    log(`${first + count - 1} of ${seeds} damaged files read or refused`);
  }
};
