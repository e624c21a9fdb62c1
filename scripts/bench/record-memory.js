import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePage, launchOn, openPageOn, servePage } from '../torture-page.js';

export const ids = ['record.memory-mb'];

const minutes = 120;
const stepMinutes = 10;

/** @param {string} id @param {string} name */
const procFile = (id, name) => {
  try {
    return readFileSync(`/proc/${id}/${name}`, 'utf8');
  } catch {
    return '';
  }
};

/** Memory of the browser's renderers, in MB (Linux). @param {string} profile */
const rendererMegabytes = (profile) =>
  readdirSync('/proc')
    .filter((id) => /^\d+$/.test(id))
    .filter((id) => /--type=renderer/.test(procFile(id, 'cmdline')) && procFile(id, 'cmdline').includes(profile))
    .reduce((sum, id) => sum + Number(/VmRSS:\s+(\d+)/.exec(procFile(id, 'status'))?.[1] ?? 0) / 1024, 0);

/**
 * Two hours of take through the real recorder and storage worker, as fast as the disk takes them. What it takes at the
 * end beside what it took after ten minutes: a recorder that held its chunks would have grown by 58 MB.
 */
const record = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-memory-'));
  const profile = join(folder, 'profile');
  await bundlePage(join(folder, 'page'));
  const server = await servePage(join(folder, 'page'));
  const context = await launchOn(profile);
  try {
    const page = await openPageOn(context, server.address);
    const devtools = await context.newCDPSession(page);
    /** @type {number[]} */
    const readings = [];
    for (let minute = stepMinutes; minute <= minutes; minute += stepMinutes) {
      await page.evaluate(`torture.sayMinutes(${stepMinutes})`);
      await devtools.send('HeapProfiler.collectGarbage');
      readings.push(rendererMegabytes(profile));
    }
    await page.evaluate('torture.stopSaying()');
    return readings;
  } finally {
    await context.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds }) => {
  const [values, peerValues] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let round = 0; round < rounds; round++) {
    const readings = await record();
    const told = readings.map((megabytes, index) => `${(index + 1) * stepMinutes} min ${megabytes.toFixed(0)} MB`);
    console.log(`  ${told.join(', ')}`);
    values.push(readings.at(-1) ?? NaN);
    peerValues.push(readings[0] ?? NaN);
  }
  return [{ id: 'record.memory-mb', unit: 'MB', values, peer: 'after its first ten minutes', peerValues }];
};
