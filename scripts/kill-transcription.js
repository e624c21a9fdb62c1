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

const starting = 'starting';

/** Says how far the job is: what its row says of it, or null once it is done. @param {import('./drive.js').App} app @param {string} title */
const stateOf = async (app, title) => {
  const row = app.library.item(title);
  if (await row.getByText(app.library.doneWord, { exact: true }).isVisible()) return null;
  const said = await row.innerText({ timeout: 1000 }).catch(() => '');
  return said.split('\n').find((line) => / of \d/.test(line)) ?? starting;
};

const openingMs = 30_000;
const goneMs = 5_000;

/** A moment of the work, not of the app's opening. @param {import('./drive.js').App} app @param {string} title */
const untilAtWork = async (app, title) => {
  const before = performance.now();
  while ((await stateOf(app, title)) === starting && performance.now() - before < openingMs) await setTimeout(20);
};

/** What comes out in peace, and how long the work takes. @param {string} clip @param {string} title @param {number} limitMs */
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
 * @typedef {{ clip: string, title: string, kills: number, seed?: number, limitMs?: number, anytime?: boolean, onKill?: (kill: { kill: number, afterMs: number, state: string }) => void }} KillOptions
 */

/**
 * One job on a profile of its own, killed until `kills` are spent or it is done: only what strikes unfinished work counts, but
 * for `anytime`, where the app's opening and its rest count, too: of a short job that is most of the time.
 *
 * @param {KillOptions & { tookMs: number, random: () => number, from: number }} options
 * @param {string} profile
 */
const killOneJob = async (
  { clip, title, kills, from, random, tookMs, limitMs = 120_000, anytime, onKill },
  profile,
) => {
  let running = await openApp({ profile });
  await running.app.library.add(clip);
  let done = from;
  while (done < kills) {
    if (!anytime) await untilAtWork(running.app, title);
    const afterMs = Math.round((anytime ? 0.15 + 0.85 * random() : random()) * (tookMs / Math.min(kills, 6)));
    await setTimeout(afterMs);
    const state = anytime ? 'anytime' : await stateOf(running.app, title);
    if (state === null) break;
    done++;
    onKill?.({ kill: done, afterMs, state });
    const isGone = new Promise((resolve) => running.context.once('close', resolve));
    killAll(profile);
    // Of a browser that was killed no answer may come.
    await Promise.race([isGone, setTimeout(goneMs)]);
    await Promise.race([running.close().catch(() => {}), setTimeout(goneMs)]);
    running = await openApp({ profile });
  }
  await running.app.go('library');
  await running.app.library.waitUntilTranscribed(title, limitMs);
  const transcript = await transcriptOf(running.app, title);
  await running.close();
  return { done, transcript };
};

/** Where two texts part, for whoever looks for the reason. @param {string} one @param {string} other */
const differenceOf = (one, other) => {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const around = (/** @type {string} */ text) => text.slice(Math.max(0, at - 200), at + 200);
  return `at ${at} of ${one.length}: ${around(one)} <> ${around(other)}`;
};

/**
 * Transcribes a file once in peace, then again while the whole browser is killed at random moments of its work, each time
 * opened anew on the same data, and compares what comes out, word by word with their times. Where a job is done before all
 * kills are spent, the rest strike another.
 *
 * @param {KillOptions} options
 * @returns {Promise<{ kills: number, jobs: number, isSame: boolean, words: number, difference: string }>}
 */
export const killTranscription = async (options) => {
  const { clip, title, kills, seed = 1, limitMs = 120_000 } = options;
  const random = randomOf(seed);
  const { tookMs, transcript } = await uninterrupted(clip, title, limitMs);
  const words = transcript.split('"text"').length - 1;
  let [done, jobs, isSame, difference] = [0, 0, true, ''];
  while (done < kills && isSame) {
    const profile = mkdtempSync(join(tmpdir(), 'echoflow-kills-'));
    try {
      const killed = await killOneJob({ ...options, tookMs, random, from: done }, profile);
      if (killed.done === done && jobs > 3 * kills) throw new Error('The job was done before every kill.');
      [done, isSame] = [killed.done, killed.transcript === transcript];
      if (!isSame) difference = differenceOf(transcript, killed.transcript);
      jobs++;
    } finally {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return { kills: done, jobs, isSame, words, difference };
};
