import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMediaPage, openMediaPage } from '../media-page.js';
import { ffmpeg, requireFfmpeg } from '../native.js';

export const ids = ['vad.cpu-vs-vadweb'];

const minutes = Number(process.env.BENCH_MINUTES ?? 20);

/** Ten minutes of reading over and over. @param {string} folder */
const makeClip = (folder) => {
  const clip = join(folder, 'reading.wav');
  const source = 'tests/fixtures/speech/long/reading.ogg';
  ffmpeg(['-stream_loop', '-1', '-i', source, '-t', String(minutes * 60), '-ac', '1', '-ar', '16000', clip]);
  return clip;
};

/** CPU seconds an hour of sound. @param {string} address @param {string} clip @param {'vad' | 'vadWeb'} name */
const once = async (address, clip, name) => {
  const page = await openMediaPage(address);
  try {
    const { result } = await page.measure('ours', clip);
    const { cpuSeconds } = await page.measure(name);
    return (cpuSeconds / result.seconds) * 3600;
  } finally {
    await page.close();
  }
};

/**
 * Speech detection of the same clip by our detector (Silero v6, 250 frames a call) and by vad-web's NonRealTimeVAD, each in
 * a browser of its own, the loading of its model included.
 *
 * @param {import('../bench.js').BenchContext} context
 */
export const run = async ({ rounds }) => {
  requireFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-vad-bench-'));
  const clip = makeClip(folder);
  const site = await buildMediaPage();
  const [values, peerValues] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  try {
    for (let round = 0; round < rounds; round++) {
      values.push(await once(site.address, clip, 'vad'));
      peerValues.push(await once(site.address, clip, 'vadWeb'));
    }
  } finally {
    await site.close();
    rmSync(folder, { recursive: true });
  }
  return [{ id: 'vad.cpu-vs-vadweb', unit: 'CPU s/h', values, peer: 'vad-web NonRealTimeVAD', peerValues }];
};
