import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../drive.js';
import { option } from '../registry.js';
import { seedRecording, spoken } from '../seed.js';
import { lostMilliseconds, typeUntilKilled } from '../typing-kill.js';

export const ids = ['editor.typing-kills'];

const id = '0mh6z0000typingkills0';
/** What may be lost of typing, and what a slow round trip to the browser adds to the clock outside of it. */
const promisedMs = 250;
const clockMs = 50;

/** @param {string} process */
const commandOf = (process) => {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/** Every process of this profile's browser at once (Linux). @param {string} profile */
const killAll = (profile) => {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name).includes(profile));
  for (const each of processes) process.kill(Number(each), 'SIGKILL');
};

/**
 * Kills the browser at random moments while somebody types, and opens the recording again. At most the last 250 ms may be
 * gone. `--table FILE` writes the table.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ rounds, log }) => {
  const profile = mkdtempSync(join(tmpdir(), 'echoflow-typing-'));
  let worst = 0;
  /** @type {Awaited<ReturnType<typeof openApp>> | undefined} */
  let opened;
  const table = ['| kill | letters typed | kept | typing lost |', '| --- | --- | --- | --- |'];
  try {
    opened = await openApp({ profile });
    await seedRecording(opened.page, { id, title: 'Kills', ...spoken(['Good morning and welcome.']) });
    let before = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { app, page, context, close } = opened;
      await app.recording.open(id);
      await app.recording.waitUntilTranscribed();
      const gone = new Promise((done) => context.once('close', done));
      const told = await typeUntilKilled(page, async () => (killAll(profile), gone));
      await close().catch(() => undefined);
      opened = await openApp({ profile });
      await opened.app.recording.open(id);
      await opened.app.recording.waitUntilTranscribed();
      const there = /^x*/.exec(await opened.app.recording.text())?.[0].length ?? 0;
      const lost = lostMilliseconds(told, there - before);
      worst = Math.max(worst, lost);
      table.push(`| ${round + 1} | ${told.typedAt.length} | ${there - before} | ${lost} ms |`);
      log(`${told.typedAt.length} letters typed, ${there - before} kept, ${lost} ms lost`);
      before = there;
    }
    const file = option('table');
    if (file) writeFileSync(file, `${table.join('\n')}\n`);
    if (worst > promisedMs + clockMs) throw new Error(`${worst} ms of typing lost; promised are ${promisedMs}.`);
  } finally {
    // A browser that still runs would write into the folder that is removed.
    await opened?.close().catch(() => undefined);
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  }
};
