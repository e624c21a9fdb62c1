import { spawnSync } from 'node:child_process';

export const ids = ['formats.fuzz', 'formats.native'];

/** @param {string[]} files @param {Record<string, string>} env */
const vitest = (files, env) => {
  const { status, stdout } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', ...files], {
    env: { ...process.env, FORCE_COLOR: '0', ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout.slice(-2000));
};

/** Every reader given twenty thousand broken files; what we write read by ffmpeg and xmllint, where they are there. */
export const run = async (/** @type {import('../torture.js').TortureContext} */ { log }) => {
  vitest(['src/lib/formats/hostile.test.ts', '-t', 'cut, doubled'], { ECHOFLOW_FUZZ_SEEDS: '20000' });
  log('20,000 broken files a reader: each read or refused');
  if (spawnSync('ffprobe', ['-version']).error || spawnSync('xmllint', ['--version']).error) {
    return log('ffprobe or xmllint is not here: not compared with them');
  }
  vitest(['src/lib/formats/native.test.ts'], { ECHOFLOW_NATIVE: '1' });
  log('ffmpeg and xmllint read what we write');
};
