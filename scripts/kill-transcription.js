import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openApp } from './drive.js';

/** The same numbers for the same seed (mulberry32): a failure can be had again. @param {number} seed */
const randomOf = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

/** Ends every process of the browser on this profile at once (Linux). @param {string} profile */
const killAll = (profile) => {
  const commandOf = (/** @type {string} */ id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  };
  const ids = readdirSync('/proc').filter((id) => /^\d+$/.test(id) && commandOf(id).includes(profile));
  for (const id of ids) {
    try {
      process.kill(Number(id), 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
};

/** The transcript as JSON, with word times: what must not differ. @param {import('./drive.js').App} app @param {string} title */
const transcriptOf = async (app, title) => {
  await app.go('library');
  await app.library.openRecording(title);
  const { text } = await app.recording.export('json');
  const { paragraphs } = JSON.parse(text);
  return JSON.stringify(paragraphs, (key, value) => (key === 'id' ? undefined : value));
};

/** @param {string} clip @param {string} title @param {number} limitMs */
const uninterrupted = async (clip, title, limitMs) => {
  const { app, close } = await openApp();
  try {
    const before = performance.now();
    await app.library.add(clip);
    await app.library.waitUntilTranscribed(title, limitMs);
    return { tookMs: performance.now() - before, transcript: await transcriptOf(app, title) };
  } finally {
    await close();
  }
};

/**
 * Transcribes a file once in peace, then again while the whole browser is killed at random moments of its work, each time
 * opened anew on the same data, and compares what comes out, word by word with their times.
 *
 * @param {{ clip: string, title: string, kills: number, seed?: number, limitMs?: number, onKill?: (kill: number, afterMs: number) => void }} options
 * @returns {Promise<{ kills: number, isSame: boolean, words: number }>}
 */
export const killTranscription = async ({ clip, title, kills, seed = 1, limitMs = 120_000, onKill }) => {
  const random = randomOf(seed);
  const { tookMs, transcript } = await uninterrupted(clip, title, limitMs);
  const profile = mkdtempSync(join(tmpdir(), 'echoflow-kills-'));
  let done = 0;
  try {
    let running = await openApp({ profile });
    await running.app.library.add(clip);
    for (; done < kills; done++) {
      const afterMs = Math.round((0.15 + 0.85 * random()) * (tookMs / Math.min(kills, 6)));
      await setTimeout(afterMs);
      onKill?.(done, afterMs);
      const isGone = new Promise((resolve) => running.context.once('close', resolve));
      killAll(profile);
      await isGone;
      await running.close().catch(() => {});
      running = await openApp({ profile });
    }
    await running.app.go('library');
    await running.app.library.waitUntilTranscribed(title, limitMs);
    const after = await transcriptOf(running.app, title);
    await running.close();
    return { kills: done, isSame: after === transcript, words: transcript.split('"text"').length - 1 };
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};
