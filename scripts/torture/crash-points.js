import { execFileSync } from 'node:child_process';

export const ids = ['storage.crash-points'];

/**
 * The properties of journal, takes and recovery over a disk that loses, tears and reorders what was not flushed and fails
 * at any operation: the tests' own, 4000 crashes a round instead of 4000 in all.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ rounds, log }) => {
  const files = ['src/lib/workers/storage/journal.test.ts', 'src/lib/workers/storage/takes.test.ts'];
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...files];
  const env = { ...process.env, ECHOFLOW_CRASH_FACTOR: String(rounds) };
  execFileSync(process.execPath, vitest, { stdio: 'inherit', env });
  log(`about ${4000 * rounds} crashes of the journal, about ${1500 * rounds} of a take`);
};
