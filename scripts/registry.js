import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads the members of a registry folder: every file of it, each exporting `ids` and `run`. Nothing else lists them.
 *
 * @template {{ ids: readonly string[] }} Member
 * @param {string} folder
 * @param {string} [only] pattern; members without a matching id are left out
 * @returns {Promise<Member[]>}
 */
export const loadRegistry = async (folder, only = '') => {
  const pattern = new RegExp(only);
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .sort();
  const members = await Promise.all(names.map((name) => import(pathToFileURL(resolve(folder, name)).href)));
  return members.filter(({ ids }) => ids.some((/** @type {string} */ id) => pattern.test(id)));
};

/** The value of `--name VALUE`, if given. @param {string} name */
export const option = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

/** @param {readonly number[]} values */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
};
