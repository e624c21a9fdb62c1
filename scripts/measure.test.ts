import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { browserProcess, cpuOver, cpuSecondsOfTree } from './cpu.js';
import { loadRegistry, median } from './registry.js';

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
  [[], NaN],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected));

test('every bench says what it measures, each id once', async () => {
  const ids = (await loadRegistry('scripts/bench')).flatMap((bench) => bench.ids);
  expect(ids).toEqual(
    expect.arrayContaining(['decode.m4a.cpu-vs-native', 'asr.overhead', 'start.cold-ms', 'bundle.shell-gz-kb']),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(\.[a-z0-9-]+)+$/);
});

test('a pattern chooses benches', async () => {
  const chosen = await loadRegistry('scripts/bench', '^bundle');
  expect(chosen.flatMap((bench) => bench.ids)).toEqual(['bundle.shell-gz-kb']);
});

/** Processes are read from /proc. */
describe.runIf(process.platform === 'linux')('processor time', () => {
  const burn = (milliseconds: number) =>
    spawnSync(process.execPath, ['-e', `const end = Date.now() + ${milliseconds}; while (Date.now() < end);`]);

  test('of children that have ended is counted', async () => {
    const { cpuSeconds, wallSeconds } = await cpuOver(process.pid, async () => burn(200));
    expect(cpuSeconds).toBeGreaterThan(0.05);
    expect(wallSeconds).toBeGreaterThan(0.2);
  });

  test('of a process that is not there is none', () => expect(cpuSecondsOfTree(-1)).toBe(0));

  test('a browser that does not run is not found', () =>
    expect(() => browserProcess('/nobody/has/this/profile')).toThrow('No browser'));
});
