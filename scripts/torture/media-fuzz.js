import { spawnSync } from 'node:child_process';

export const ids = ['media.fuzz'];

/** Files in one browser before it is started anew. */
const batch = 500;

/** Those of the seeds that broke, with what was said of each. @param {number} first @param {number} count */
const brokenOf = (first, count) => {
  const env = { ...process.env, VITE_FUZZ_FIRST: String(first), VITE_FUZZ_SEEDS: String(count), NO_COLOR: '1' };
  const test = ['vitest', 'run', '--project', 'browser', 'src/lib/workers/media/fuzz.browser.test.ts'];
  const { status, stdout, stderr } = spawnSync('npx', test, { env, encoding: 'utf8' });
  const said = stdout + stderr;
  if (status === 0) return [];
  const lines = new Set(said.match(/Seed \d+, [^\n"]*/g) ?? []);
  if (lines.size === 0) throw new Error(`Seeds ${first} to ${first + count - 1}: ${said.slice(-800)}`);
  return [...lines];
};

/**
 * 10,000 damaged media files (400 a round of `--rounds`): each read or refused in words within 15 s, the page alive.
 * `MEDIA_FUZZ_FIRST` begins at a later seed. One that breaks is tried again by itself, since a busy machine takes its time;
 * `VITE_FUZZ_FIRST=seed VITE_FUZZ_SEEDS=1` does that by hand.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ rounds, log }) => {
  const begin = Number(process.env.MEDIA_FUZZ_FIRST ?? 1);
  const end = rounds * 400;
  let again = 0;
  for (let first = begin; first <= end; first += batch) {
    const last = Math.min(end, first + batch - 1);
    for (const line of brokenOf(first, last - first + 1)) {
      log(`again by itself: ${line}`);
      const [broken] = brokenOf(Number(/\d+/.exec(line)?.[0]), 1);
      if (broken) throw new Error(broken);
      again++;
    }
    log(`${last} of ${end} damaged files read or refused; ${again} at the second try, by themselves`);
  }
};
