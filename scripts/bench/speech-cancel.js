import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openApp } from '../drive.js';
import { filesOf, makeRandomWhisper } from '../random-whisper.js';

export const ids = ['asr.cancel-ms'];

const goalMs = 200;
const sampleMs = 5;
const watchMs = 2_000;
const clip = 'tests/fixtures/speech/easy/dictation-60s.flac';
const title = 'dictation-60s';

/** @param {string} path */
const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Kernel ticks each worker thread of the browser has used (Linux). @param {string} profile @returns {Map<string, number>} */
const workerTicks = (profile) => {
  const ticks = new Map();
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (!read(`/proc/${id}/cmdline`).includes(profile)) continue;
    for (const thread of readdirSync(`/proc/${id}/task`)) {
      const stat = read(`/proc/${id}/task/${thread}/stat`);
      if (!stat.includes('(DedicatedWorker')) continue;
      const fields = stat.replace(/^.*\) /s, '').split(' ');
      ticks.set(thread, Number(fields[11]) + Number(fields[12]));
    }
  }
  return ticks;
};

/**
 * Milliseconds from Stop until the busiest worker, which is the one that hears, takes no more of the processor: its thread
 * is gone, or its ticks (10 ms each) stand still. @param {string} root
 */
const stopOnce = async (root) => {
  const { app, profile, close } = await openApp();
  try {
    await app.settings.open();
    await app.settings.addModelFromFiles('Whisper base', filesOf(join(root, 'random-base')));
    const set = 'modelId: whisper-base\n  device: wasm\n  language: en\n';
    await app.settings.applyYaml(`transcription:\n  transcribeOnImport: false\n  ${set}`);
    await app.go('library');
    await app.library.add(clip);
    await app.library.waitUntilPrepared(title);
    await app.library.act(title, 'transcribe');
    await app.library.waitUntilListening(title);
    const panel = await app.queue.open();
    const before = workerTicks(profile);
    await setTimeout(1_000);
    const grown = [...workerTicks(profile)].map(([thread, ticks]) => ({
      thread,
      by: ticks - (before.get(thread) ?? 0),
    }));
    const busiest = grown.sort((one, other) => other.by - one.by)[0];
    if (!busiest || busiest.by < 20) throw new Error('No worker was at work.');
    const stop = app.queue.stopIn(panel, title);
    let [last, lastAt] = [workerTicks(profile).get(busiest.thread) ?? 0, 0];
    await stop.dispatchEvent('click');
    const clickedAt = performance.now();
    while (performance.now() - clickedAt < watchMs) {
      const ticks = workerTicks(profile).get(busiest.thread);
      if (ticks === undefined) return performance.now() - clickedAt;
      if (ticks > last) [last, lastAt] = [ticks, performance.now() - clickedAt];
      await setTimeout(sampleMs);
    }
    return lastAt;
  } finally {
    await close();
  }
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds }) => {
  const root = makeRandomWhisper('base');
  try {
    const values = [];
    for (let round = 0; round < rounds; round++) values.push(await stopOnce(root));
    return [{ id: 'asr.cancel-ms', unit: 'ms', values, peer: 'own goal', peerValues: values.map(() => goalMs) }];
  } finally {
    if (!process.env.ECHOFLOW_BENCH_MODELS) rmSync(root, { recursive: true, force: true });
  }
};
