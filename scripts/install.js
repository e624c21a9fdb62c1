import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const stamp = 'node_modules/.echoflow-lock';

const lockHash = () => createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

const readStamp = () => (existsSync(stamp) ? readFileSync(stamp, 'utf8') : '');

/** Installs the packages of the lockfile unless they are already there. Knows no package itself: it runs before any is. */
export const ensureInstalled = () => {
  if (readStamp() === lockHash()) return;
  console.log('Installing packages (npm ci).');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci failed; its message is above.');
  writeFileSync(stamp, lockHash());
};
