import { resolve } from 'node:path';
import { buildMediaPage, openMediaPage } from '../media-page.js';

export const ids = ['vad.cpu-vs-vadweb'];

const clip = resolve('tests/fixtures/speech/long/reading.ogg');

/** CPU seconds an hour of sound. @param {string} address @param {'vad' | 'vadWeb'} name */
const once = async (address, name) => {
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
 * Speech detection of the same clip by our detector (Silero v6, eight lanes in one call) and by vad-web's NonRealTimeVAD,
 * each in a browser of its own, the loading of its model included.
 *
 * @param {import('../bench.js').BenchContext} context
 */
export const run = async ({ rounds }) => {
  const site = await buildMediaPage();
  const [values, peerValues] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  try {
    for (let round = 0; round < rounds; round++) {
      values.push(await once(site.address, 'vad'));
      peerValues.push(await once(site.address, 'vadWeb'));
    }
  } finally {
    await site.close();
  }
  return [{ id: 'vad.cpu-vs-vadweb', unit: 'CPU s/h', values, peer: 'vad-web NonRealTimeVAD', peerValues }];
};
