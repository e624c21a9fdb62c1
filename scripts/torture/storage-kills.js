import { writeFileSync } from 'node:fs';
import { killStorage, summaryOf } from '../kill-storage.js';
import { option } from '../registry.js';

export const ids = ['storage.kills'];

const columns = ['kill', 'of', 'edits', 'lost', 'torn', 'recorded', 'sound lost', 'database wiped', 'recovered in'];

/** @param {import('../kill-storage.js').Round} round @param {number} index */
const row = (round, index) => [
  index + 1,
  round.kill,
  round.edits,
  round.lostEdits,
  round.tornEdits,
  `${round.recordedSeconds.toFixed(1)} s`,
  `${round.lostAudioSeconds.toFixed(2)} s`,
  round.wipe === 'none' ? '' : round.wipe,
  `${round.recoveryMs} ms`,
];

/** @param {readonly unknown[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;

/** @param {readonly import('../kill-storage.js').Round[]} rounds */
const tableOf = (rounds) => [
  line(columns),
  line(columns.map(() => '---')),
  ...rounds.map((each, index) => line(row(each, index))),
];

/**
 * Nothing acknowledged may be lost or torn, at most a second of sound may be, every wiped database is rebuilt whole and
 * said. `--json FILE` writes the figures, `--table FILE` the table.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ rounds, log }) => {
  const [json, table] = [option('json'), option('table')];
  /** @type {import('../kill-storage.js').Round[]} */
  const results = [];
  // Written after every kill: a run that is broken off counts as far as it came.
  const onRound = (/** @type {import('../kill-storage.js').Round} */ round, /** @type {number} */ index) => {
    results.push(round);
    log(line(row(round, index)));
    if (json) writeFileSync(json, `${JSON.stringify(summaryOf(results), null, 2)}\n`);
    if (table) writeFileSync(table, `${tableOf(results).join('\n')}\n`);
  };
  await killStorage({ rounds, onRound });
  const summary = summaryOf(results);
  log(JSON.stringify(summary));
  if (summary.acknowledgedEdits === 0) throw new Error('nothing was saved: nothing was tested');
  const { lostEdits, tornEdits, lostAcknowledgedBytes, wordsLostAfterRebuild, untoldWipes } = summary;
  if (lostEdits + tornEdits + lostAcknowledgedBytes + wordsLostAfterRebuild > 0)
    throw new Error('acknowledged work was lost');
  if (untoldWipes > 0) throw new Error('a wiped database was rebuilt without a word');
  if (summary.maxLostAudioSeconds > 1) throw new Error(`${summary.maxLostAudioSeconds} s of sound were lost`);
};
