import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMediaPage, openMediaPage } from '../media-page.js';
import { ffmpeg, requireFfmpeg } from '../native.js';

const minutes = Number(process.env.BENCH_MINUTES ?? 20);
const source = 'tests/fixtures/speech/long/reading.ogg';
const hole = 8 * 2 ** 30;

/** @type {Record<string, string[]>} */
const formats = {
  m4a: ['-ar', '44100', '-c:a', 'aac', '-b:a', '96k'],
  mp3: ['-ar', '44100', '-c:a', 'libmp3lame', '-b:a', '96k'],
  opus: ['-c:a', 'libopus', '-b:a', '48k'],
  ogg: ['-ar', '44100', '-c:a', 'libvorbis', '-q:a', '3'],
  wav: ['-ar', '44100', '-ac', '2', '-c:a', 'pcm_s16le'],
  mp4: ['-ar', '48000', '-c:a', 'aac', '-b:a', '128k', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '38'],
};

const perFormat = Object.keys(formats).flatMap((format) => [
  `media.${format}.cpu-vs-native`,
  `media.${format}.cpu-vs-ffmpegwasm`,
  `media.${format}.cpu-vs-decodeaudiodata`,
]);
export const ids = [...perFormat, 'media.first-pcm-ms', 'media.4h.memory-growth-mb', 'media.8gb.memory-growth-mb'];

/** @param {string} folder @param {string} format */
const makeFile = (folder, format) => {
  const file = join(folder, `long.${format}`);
  const picture = format === 'mp4' ? ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=5'] : [];
  const maps = format === 'mp4' ? ['-map', '0:a', '-map', '1:v'] : [];
  ffmpeg([
    '-stream_loop',
    '-1',
    '-i',
    source,
    ...picture,
    ...maps,
    '-t',
    String(minutes * 60),
    ...(formats[format] ?? []),
    file,
  ]);
  return file;
};

/** CPU seconds of native ffmpeg for the same work. @param {string} file */
const native = (file) => {
  const output = ['-vn', '-ac', '1', '-ar', '16000', '-f', 's16le', '-y', '/dev/null'];
  const { stderr } = spawnSync('ffmpeg', ['-benchmark', '-i', file, ...output], { encoding: 'utf8' });
  const match = /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr);
  if (!match) throw new Error('ffmpeg told no times.');
  return Number(match[1]) + Number(match[2]);
};

/** Four hours without four hours' encoding: the packets of the short file over and over. @param {string} folder @param {string} file */
const makeFourHours = (folder, file) => {
  const long = join(folder, 'four-hours.m4a');
  const times = Math.ceil(240 / minutes) - 1;
  ffmpeg(['-stream_loop', String(times), '-i', file, '-c', 'copy', long]);
  return long;
};

/**
 * A video of 8 GB on a disk that has less: between its packets and its index lies a box that says "skip me", and on disk
 * a hole.
 *
 * @param {string} folder @param {string} file
 */
const makeEightGigabytes = (folder, file) => {
  const bytes = readFileSync(file);
  const index = bytes.lastIndexOf('moov') - 4;
  const large = join(folder, 'eight-gigabytes.mp4');
  const handle = openSync(large, 'w');
  const box = Buffer.alloc(16);
  box.writeUInt32BE(1);
  box.write('free', 4);
  box.writeBigUInt64BE(BigInt(hole), 8);
  writeSync(handle, bytes.subarray(0, index), 0, index, 0);
  writeSync(handle, box, 0, 16, index);
  ftruncateSync(handle, index + hole);
  writeSync(handle, bytes.subarray(index), 0, bytes.length - index, index + hole);
  closeSync(handle);
  return large;
};

/** @typedef {Awaited<ReturnType<Awaited<ReturnType<typeof openMediaPage>>['measure']>>} Measured */

/** A fresh browser for each, so that none warms another's caches. @param {string} address @param {'ours' | 'exec' | 'context'} name @param {string} file */
const once = async (address, name, file) => {
  const page = await openMediaPage(address);
  try {
    if (name !== 'context') await page.call('warm');
    return await page.measure(name, file);
  } finally {
    await page.close();
  }
};

/** @param {import('../bench.js').BenchContext} context @param {string} address @param {string} folder */
const measureFormats = async ({ rounds, only }, address, folder) => {
  const measurements = /** @type {import('../bench.js').Measurement[]} */ ([]);
  for (const format of Object.keys(formats)) {
    if (
      !perFormat.some((id) => id.startsWith(`media.${format}.`) && only.test(id)) &&
      !(format === 'm4a' && only.test('media.first-pcm-ms'))
    )
      continue;
    const file = makeFile(folder, format);
    /** @type {{ ours: Measured[], exec: Measured[], context: Measured[], native: number[] }} */
    const all = { ours: [], exec: [], context: [], native: [] };
    for (let round = 0; round < rounds; round++) {
      all.ours.push(await once(address, 'ours', file));
      all.native.push(native(file));
      all.exec.push(await once(address, 'exec', file));
      all.context.push(await once(address, 'context', file));
    }
    const cpu = (/** @type {Measured[]} */ list) => list.map(({ cpuSeconds }) => cpuSeconds);
    const row = (/** @type {string} */ name, /** @type {string} */ peer, /** @type {number[]} */ peerValues) => ({
      ...{ id: `media.${format}.${name}`, unit: 'CPU s', values: cpu(all.ours), peer, peerValues },
    });
    measurements.push(
      row('cpu-vs-native', 'native ffmpeg', all.native),
      row('cpu-vs-ffmpegwasm', 'ffmpeg.wasm exec', cpu(all.exec)),
      row('cpu-vs-decodeaudiodata', 'decodeAudioData', cpu(all.context)),
    );
    if (format === 'm4a')
      measurements.push({
        ...{ id: 'media.first-pcm-ms', unit: 'ms', values: all.ours.map(({ result }) => result.firstMs) },
        ...{ peer: 'decodeAudioData, all of it', peerValues: all.context.map(({ wallSeconds }) => wallSeconds * 1000) },
      });
  }
  return measurements;
};

/** @param {string} address @param {string} folder @param {RegExp} only */
const measureMemory = async (address, folder, only) => {
  const measurements = /** @type {import('../bench.js').Measurement[]} */ ([]);
  const grow = async (/** @type {string} */ file) => (await once(address, 'ours', file)).growthMb;
  const row = async (/** @type {string} */ id, /** @type {() => string} */ make, /** @type {string} */ short) => {
    if (!only.test(id)) return;
    const peerValues = [await grow(short)];
    measurements.push({ id, unit: 'MB', values: [await grow(make())], peer: `${minutes} min`, peerValues });
  };
  const m4a = makeFile(folder, 'm4a');
  await row('media.4h.memory-growth-mb', () => makeFourHours(folder, m4a), m4a);
  if (only.test('media.8gb.memory-growth-mb')) {
    const mp4 = makeFile(folder, 'mp4');
    await row('media.8gb.memory-growth-mb', () => makeEightGigabytes(folder, mp4), mp4);
  }
  return measurements;
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async (context) => {
  requireFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-media-bench-'));
  const site = await buildMediaPage();
  try {
    const cpu = await measureFormats(context, site.address, folder);
    return [...cpu, ...(await measureMemory(site.address, folder, context.only))];
  } finally {
    await site.close();
    rmSync(folder, { recursive: true });
  }
};
