/**
 * Kills the browser, or only its renderer, while it records and saves edits as fast as it can, at a random moment, again
 * and again on one profile, and compares what is found with what was acknowledged outside of it.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePage, launchOn, openPageOn, servePage } from './torture-page.js';

/**
 * @typedef {{ tried: Map<number, string>, saved: number, recorded: Map<string, number>, elapsed: Map<string, number>, failures: string[] }} Told
 * @typedef {{ id: string, sizeBytes: number, seconds: number }} FoundTake
 * @typedef {{ recoveredMs: number, said: number, isEmpty: boolean, revision: number, text?: string, found: FoundTake[] }} Found
 * @typedef {{ kill: 'browser' | 'renderer', edits: number, lostEdits: number, tornEdits: number, recordedSeconds: number, lostAudioSeconds: number, lostBytes: number, wipe: 'none' | 'ours' | 'unprovoked', wordsLost: number, isUntold: boolean, recoveryMs: number }} Round
 */

/** @param {number} milliseconds */
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Notes what the page says, outside of the browser that will be killed. @param {Told} told */
const notesOf = (told) =>
  /** @type {Record<string, (said: any) => void>} */ ({
    '/trying': ({ revision, text }) => told.tried.set(revision, text),
    '/saved': ({ revision }) => (told.saved = revision),
    '/recorded': ({ id, sizeBytes }) => told.recorded.set(id, sizeBytes),
    '/elapsed': ({ id, seconds }) => told.elapsed.set(id, seconds),
    '/failed': (message) => told.failures.push(message),
  });

/** @param {string} id @param {string} name */
const procFile = (id, name) => {
  try {
    return readFileSync(`/proc/${id}/${name}`, 'utf8');
  } catch {
    return '';
  }
};

/** Processes of this profile's browser and all they started (Linux). @param {string} profile */
const familyOf = (profile) => {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const family = new Set(ids.filter((id) => procFile(id, 'cmdline').includes(profile)));
  const parents = new Map(ids.map((id) => [id, /\) \S (\d+)/.exec(procFile(id, 'stat'))?.[1] ?? '']));
  for (let size = -1; size !== family.size;) {
    size = family.size;
    for (const [id, parent] of parents) if (family.has(parent)) family.add(id);
  }
  return [...family];
};

/** @param {string} profile @param {Round['kill']} kind */
const kill = (profile, kind) => {
  const family = familyOf(profile);
  const doomed =
    kind === 'browser' ? family : family.filter((id) => procFile(id, 'cmdline').includes('--type=renderer'));
  if (doomed.length === 0) throw new Error(`Nothing to kill: no ${kind}.`);
  for (const id of doomed) {
    try {
      process.kill(Number(id), 'SIGKILL');
    } catch {
      // It ended before we came to it.
    }
  }
};

/** A killed browser's last processes may still write: what cannot be removed is left to the system. @param {string} path */
const removeFolder = (path) => {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    console.log(`Left behind: ${path}`);
  }
};

/** @param {string | undefined} text */
const words = (text) => new Set((text ?? '').split(' ').filter(Boolean));

/** What was acknowledged and is not there, or is there and torn. @param {Told} told @param {Found} found @param {string} takeId */
const compare = (told, found, takeId) => {
  const take = found.found.find(({ id }) => id === takeId);
  const isTorn = found.revision > 0 && told.tried.get(found.revision) !== found.text;
  const there = words(found.text);
  const isComplete = found.revision >= told.saved && !isTorn;
  const missing = isComplete ? [] : [...words(told.tried.get(told.saved))].filter((word) => !there.has(word));
  const recordedSeconds = told.elapsed.get(takeId) ?? 0;
  return {
    lostEdits: Math.max(0, told.saved - found.revision),
    tornEdits: Number(isTorn),
    wordsLost: missing.length,
    recordedSeconds,
    lostAudioSeconds: Math.max(0, recordedSeconds - (take?.seconds ?? 0)),
    lostBytes: Math.max(0, (told.recorded.get(takeId) ?? 0) - (take?.sizeBytes ?? 0)),
  };
};

/**
 * @param {{ rounds: number, onRound?: (round: Round, index: number) => void }} options
 * @returns {Promise<Round[]>}
 */
export const killStorage = async ({ rounds, onRound }) => {
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-torture-'));
  const profile = mkdtempSync(join(tmpdir(), 'echoflow-profile-'));
  /** @type {Told} */
  const told = { tried: new Map(), saved: 0, recorded: new Map(), elapsed: new Map(), failures: [] };
  await bundlePage(folder);
  const server = await servePage(folder, notesOf(told));
  const launch = () => launchOn(profile);
  let context = await launch();
  /** A browser that does not come up, as on a machine without a moment to spare, is started again. */
  const openPage = async (tries = 3) => {
    try {
      return await openPageOn(context, server.address);
    } catch (error) {
      if (tries === 1) throw error;
      await context.close().catch(() => {});
      context = await launch();
      return openPage(tries - 1);
    }
  };
  /** @type {Round[]} */
  const results = [];
  try {
    let page = await openPage();
    for (let index = 0; index < rounds; index++) {
      const takeId = `take-${index}`;
      const before = told.saved;
      const kind = index % 3 === 1 ? 'renderer' : 'browser';
      const isWiped = index % 3 === 2;
      await page.evaluate(`torture.write('${takeId}')`);
      for (let waited = 0; !told.recorded.has(takeId) && waited < 15_000; waited += 20) await wait(20);
      await wait(Math.random() * 2000);
      kill(profile, kind);
      if (kind === 'browser') {
        await context.close().catch(() => {});
        context = await launch();
      } else await Promise.race([page.close().catch(() => {}), wait(5000)]);
      page = await openPage();
      const found = /** @type {Found} */ (await page.evaluate(`torture.inspect(${isWiped})`));
      const wipe = isWiped ? 'ours' : found.isEmpty && before > 0 ? 'unprovoked' : 'none';
      const isUntold = wipe !== 'none' && found.said === 0;
      const edits = Math.max(0, told.saved - before);
      const harm = compare(told, found, takeId);
      /** @type {Round} */
      const round = { kill: kind, edits, ...harm, wipe, isUntold, recoveryMs: Math.round(found.recoveredMs) };
      results.push(round);
      onRound?.(round, index);
      told.saved = found.revision;
    }
    if (told.failures.length > 0) throw new Error(`writing failed: ${told.failures[0]}`);
    return results;
  } finally {
    await context.close().catch(() => {});
    await server.close();
    for (const each of [folder, profile]) removeFolder(each);
  }
};

/** @param {readonly Round[]} rounds */
export const summaryOf = (rounds) => {
  /** @param {(round: Round) => number} of */
  const sum = (of) => rounds.reduce((total, round) => total + of(round), 0);
  /** @param {(round: Round) => number} of */
  const most = (of) => Math.max(0, ...rounds.map(of));
  return {
    kills: rounds.length,
    acknowledgedEdits: sum(({ edits }) => edits),
    lostEdits: sum(({ lostEdits }) => lostEdits),
    tornEdits: sum(({ tornEdits }) => tornEdits),
    recordedSeconds: Math.round(sum(({ recordedSeconds }) => recordedSeconds)),
    maxLostAudioSeconds: Math.round(most(({ lostAudioSeconds }) => lostAudioSeconds) * 100) / 100,
    lostAcknowledgedBytes: sum(({ lostBytes }) => lostBytes),
    /** Databases found empty: deleted by us, and on their own. */
    storeWipes: sum(({ wipe }) => Number(wipe !== 'none')),
    unprovokedWipes: sum(({ wipe }) => Number(wipe === 'unprovoked')),
    untoldWipes: sum(({ isUntold }) => Number(isUntold)),
    wordsLostAfterRebuild: sum(({ wipe, wordsLost }) => (wipe === 'none' ? 0 : wordsLost)),
    slowestRecoveryMs: most(({ recoveryMs }) => recoveryMs),
  };
};
