import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openApp } from '../drive.js';
import { residentMb } from '../media-page.js';
import { ffmpeg, requireFfmpeg } from '../native.js';

export const ids = ['asr.first-text-s', 'asr.memory-slope-mb', 'asr.longest-task-ms'];

const hours = Number(process.env.BENCH_HOURS ?? 2);
/** By then everything is loaded: what grows after it grows with the recording. */
const settledSeconds = 600;
/** The longest window of the built-in model. */
const windowSeconds = 10;
const sampleMs = 1_000;

/** Dictation over and over. @param {string} folder @param {string} name @param {number} seconds */
const makeClip = (folder, name, seconds) => {
  const file = join(folder, `${name}.flac`);
  ffmpeg(['-stream_loop', '-1', '-i', 'tests/fixtures/speech/easy/dictation-60s.flac', '-t', String(seconds), file]);
  return file;
};

/** Notes the longest task of the page's thread from now on. @param {import('@playwright/test').Page} page */
const watchTasks = (page) =>
  page.evaluate(() => {
    const state = { longestMs: 0 };
    Object.assign(window, { benchTasks: state });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) state.longestMs = Math.max(state.longestMs, duration);
    }).observe({ type: 'longtask' });
  });

/** Seconds from choosing the file until words of it stand on its page. @param {import('../drive.js').App} app @param {string} file @param {string} title */
const untilFirstText = async (app, file, title) => {
  const before = performance.now();
  await app.library.add(file);
  await app.library.openRecording(title);
  await app.recording.waitUntilWords(600_000);
  return (performance.now() - before) / 1000;
};

/** Memory while a recording is heard, by how many seconds of it were. @param {Awaited<ReturnType<typeof openApp>>} opened @param {string} title */
const followMemory = async ({ app, profile }, title) => {
  /** @type {{ seconds: number, megabytes: number }[]} */
  const samples = [];
  while (!(await app.recording.isTranscribed())) {
    const seconds = await app.recording.heardSeconds();
    if (seconds !== null) samples.push({ seconds, megabytes: residentMb(profile) });
    await setTimeout(sampleMs);
  }
  if (samples.length < 4) throw new Error(`Too short to follow: ${title}.`);
  return samples;
};

/** Megabytes a window, by least squares over what came after everything was loaded. @param {{ seconds: number, megabytes: number }[]} all */
export const slopeOf = (all) => {
  const samples = all.filter(({ seconds }) => seconds >= Math.min(settledSeconds, (all.at(-1)?.seconds ?? 0) / 4));
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = samples.map(({ seconds }) => seconds / windowSeconds);
  const y = samples.map(({ megabytes }) => megabytes);
  const [middleX, middleY] = [mean(x), mean(y)];
  const over = x.reduce((sum, value, at) => sum + (value - middleX) * ((y[at] ?? 0) - middleY), 0);
  const under = x.reduce((sum, value) => sum + (value - middleX) ** 2, 0);
  return under === 0 ? NaN : over / under;
};

/** One recording on a browser of its own. @param {string} file @param {string} title */
const hear = async (file, title) => {
  const opened = await openApp();
  const { app, page, close } = opened;
  try {
    await app.waitUntilOfflineReady();
    await app.health.open();
    await app.health.waitUntilStored('media');
    await app.go('library');
    await watchTasks(page);
    const firstTextSeconds = await untilFirstText(app, file, title);
    const samples = await followMemory(opened, title);
    const longestMs = await page.evaluate(() => /** @type {any} */ (window).benchTasks.longestMs);
    return { firstTextSeconds, samples, longestMs };
  } finally {
    await close();
  }
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds }) => {
  requireFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-long-'));
  const files = { long: makeClip(folder, 'long', hours * 3600), short: makeClip(folder, 'short', settledSeconds) };
  /** @type {{ long: Awaited<ReturnType<typeof hear>>[], short: Awaited<ReturnType<typeof hear>>[] }} */
  const heard = { long: [], short: [] };
  try {
    for (let round = 0; round < rounds; round++)
      for (const side of /** @type {const} */ (['short', 'long'])) heard[side].push(await hear(files[side], side));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const highest = (/** @type {{ megabytes: number }[]} */ samples) =>
    Math.max(...samples.map(({ megabytes }) => megabytes));
  for (const side of /** @type {const} */ (['short', 'long'])) {
    const peaks = heard[side].map(({ samples }) => `${highest(samples).toFixed(0)} MB`);
    console.log(`  ${side === 'long' ? `${hours} h` : '10 min'}: at most ${peaks.join(', ')}`);
  }
  const of = (/** @type {(one: Awaited<ReturnType<typeof hear>>) => number} */ read) => ({
    values: heard.long.map(read),
    peer: 'ten minutes',
    peerValues: heard.short.map(read),
  });
  return [
    { id: 'asr.first-text-s', unit: 's', ...of(({ firstTextSeconds }) => firstTextSeconds) },
    { id: 'asr.memory-slope-mb', unit: 'MB a window', ...of(({ samples }) => slopeOf(samples)) },
    { id: 'asr.longest-task-ms', unit: 'ms', ...of(({ longestMs }) => longestMs) },
  ];
};
