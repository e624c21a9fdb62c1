import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Kernel ticks a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** @typedef {{ id: number, parent: number, ticks: number }} Process */

/** @param {string} id @returns {Process | undefined} */
const read = (id) => {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
    return { id: Number(id), parent: Number(fields[1]), ticks: utime + stime + cutime + cstime };
  } catch {
    return undefined;
  }
};

/** Processor seconds used so far by a process and everything below it, those that have ended included (Linux). @param {number} root */
export const cpuSecondsOfTree = (root) => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => read(id) ?? []);
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const { id, parent } of all) if (tree.has(parent)) tree.add(id);
  }
  return all.filter(({ id }) => tree.has(id)).reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;
};

/** The main process of the browser that was started on a profile folder (Linux). @param {string} profile */
export const browserProcess = (profile) => {
  const commandOf = (/** @type {string} */ id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  };
  const found = readdirSync('/proc').find((id) => {
    const command = /^\d+$/.test(id) ? commandOf(id) : '';
    return command.includes(`--user-data-dir=${profile}`) && !command.includes('--type=');
  });
  if (!found) throw new Error(`No browser runs on ${profile}.`);
  return Number(found);
};

/**
 * What a piece of work took: processor seconds of the process and all below it, and seconds on the clock.
 *
 * @param {number} root @param {() => Promise<unknown>} work
 */
export const cpuOver = async (root, work) => {
  const [cpuBefore, before] = [cpuSecondsOfTree(root), performance.now()];
  await work();
  return { cpuSeconds: cpuSecondsOfTree(root) - cpuBefore, wallSeconds: (performance.now() - before) / 1000 };
};

const settleMs = 2000;
const idleMs = 5000;

/** Processor seconds a second that a process tree takes when it is left alone. @param {number} root */
export const idleRate = async (root) => {
  await setTimeout(settleMs);
  const { cpuSeconds, wallSeconds } = await cpuOver(root, () => setTimeout(idleMs));
  return cpuSeconds / wallSeconds;
};
