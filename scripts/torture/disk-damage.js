import { writeFileSync } from 'node:fs';
import { damageStorage } from '../damage-storage.js';
import { option } from '../registry.js';

export const ids = ['storage.damage'];

/** @param {readonly unknown[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;

const columns = ['damaged on disk', 'words lost', 'sound lost', 'rebuilt, and said', 'lost, and said', 'said again'];

/** @param {import('../damage-storage.js').Outcome} outcome */
const row = ({ id, wordsLost, filesLost, rebuilt, lost, saidAgain }) => [
  ...[`\`${id}\``, wordsLost, filesLost, rebuilt.join(', '), lost.join(', '), saidAgain],
];

/**
 * Files of a closed browser's profile are turned, cut and deleted. Whatever befalls one home, no word is lost; what both
 * have lost is told. `--table FILE` writes the table.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ log }) => {
  const outcomes = await damageStorage({ onCase: (outcome) => log(line(row(outcome))) });
  const table = option('damage-table');
  const lines = [line(columns), line(columns.map(() => '---')), ...outcomes.map((outcome) => line(row(outcome)))];
  if (table) writeFileSync(table, `${lines.join('\n')}\n`);
  for (const { id, wordsLost, isVersionLost, isCollectionLost, lost } of outcomes) {
    const isSurvivable = id !== 'both-deleted';
    if (isSurvivable && (wordsLost > 0 || isVersionLost || isCollectionLost)) throw new Error(`${id}: words were lost`);
    if (!isSurvivable && lost.length === 0) throw new Error(`${id}: lost without a word`);
  }
};
