/**
 * Fills a library in a real browser, closes it, damages files of its profile on disk, opens it again and looks what is
 * there and what is said. Each case begins from the same profile.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePage, launchOn, openPageOn, servePage } from './torture-page.js';

/**
 * @typedef {{ text?: string, named?: string, collections: number, fileBytes: number, rebuilt: string[], lost: string[], saidAgain: number }} Found
 * @typedef {{ id: string, damage(profile: string): void }} Damage
 * @typedef {{ id: string, wordsLost: number, filesLost: number, isVersionLost: boolean, isCollectionLost: boolean, rebuilt: string[], lost: string[], saidAgain: number }} Outcome
 */

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

/** @param {string} folder @param {RegExp} name */
const named = (folder, name) => filesIn(folder).filter((file) => name.test(file) && statSync(file).size > 0);

/** Turns a byte in every sixteen. @param {string} file */
const flip = (file) => {
  const bytes = readFileSync(file);
  for (let at = 7; at < bytes.length; at += 16) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
  writeFileSync(file, bytes);
};

/** @param {string} file */
const halve = (file) => writeFileSync(file, readFileSync(file).subarray(0, statSync(file).size >> 1));

/** @param {string} path */
const remove = (path) => rmSync(path, { recursive: true, force: true });

/** @param {string} profile */
const database = (profile) => join(profile, 'Default/IndexedDB');
/** @param {string} profile */
const fileSystem = (profile) => join(profile, 'Default/File System');

/** A case that damages nothing proves nothing. @param {string[]} files @param {(file: string) => void} harm */
const each = (files, harm) => {
  if (files.length === 0) throw new Error('There is no file to damage.');
  files.forEach(harm);
};

/** Files of OPFS itself lie in numbered folders beside `Paths`, which names them. */
const contents = /File System[/]\d+[/]t[/]\d+[/]\d+$/;

/** @type {readonly Damage[]} */
export const damages = [
  { id: 'database-deleted', damage: (profile) => remove(database(profile)) },
  { id: 'database-log-flipped', damage: (profile) => each(named(database(profile), /\.(log|ldb)$/), flip) },
  { id: 'database-log-cut', damage: (profile) => each(named(database(profile), /\.(log|ldb)$/), halve) },
  { id: 'database-log-deleted', damage: (profile) => each(named(database(profile), /\.(log|ldb)$/), remove) },
  { id: 'database-manifest-deleted', damage: (profile) => each(named(database(profile), /MANIFEST-/), remove) },
  { id: 'database-current-deleted', damage: (profile) => each(named(database(profile), /CURRENT$/), remove) },
  { id: 'database-blobs-deleted', damage: (profile) => each(named(database(profile), /\.blob[/]/), remove) },
  { id: 'files-deleted', damage: (profile) => remove(fileSystem(profile)) },
  { id: 'files-names-flipped', damage: (profile) => each(named(fileSystem(profile), /Paths[/].*\.(log|ldb)$/), flip) },
  {
    id: 'files-names-deleted',
    damage: (profile) => each(named(fileSystem(profile), /Paths[/].*\.(log|ldb)$/), remove),
  },
  { id: 'files-contents-flipped', damage: (profile) => each(named(fileSystem(profile), contents), flip) },
  { id: 'files-contents-cut', damage: (profile) => each(named(fileSystem(profile), contents), halve) },
  { id: 'files-contents-deleted', damage: (profile) => each(named(fileSystem(profile), contents), remove) },
  {
    id: 'both-deleted',
    damage: (profile) => [database(profile), fileSystem(profile)].forEach(remove),
  },
];

/** @param {string} text @param {string | undefined} found */
const wordsLost = (text, found) => {
  const there = new Set((found ?? '').split(' '));
  return text.split(' ').filter((word) => !there.has(word)).length;
};

/**
 * @param {{ only?: RegExp, onCase?: (outcome: Outcome) => void }} [options]
 * @returns {Promise<Outcome[]>}
 */
export const damageStorage = async ({ only = /./, onCase } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-damage-'));
  const [whole, profile] = [join(folder, 'whole'), join(folder, 'profile')];
  await bundlePage(join(folder, 'page'));
  const server = await servePage(join(folder, 'page'));
  /** @template T @param {string} path @param {string} expression @returns {Promise<T>} */
  const ask = async (path, expression) => {
    const context = await launchOn(path);
    try {
      return /** @type {T} */ (await (await openPageOn(context, server.address)).evaluate(expression));
    } finally {
      await context.close();
    }
  };
  /** @type {Outcome[]} */
  const outcomes = [];
  try {
    const text = await /** @type {Promise<string>} */ (ask(whole, 'torture.fill()'));
    for (const { id, damage } of damages.filter((each) => only.test(each.id))) {
      cpSync(whole, profile, { recursive: true });
      damage(profile);
      const found = await /** @type {Promise<Found>} */ (ask(profile, 'torture.look()'));
      /** @type {Outcome} */
      const outcome = {
        ...{ id, wordsLost: wordsLost(text, found.text), filesLost: found.fileBytes > 0 ? 0 : 1 },
        ...{ isVersionLost: found.named !== text, isCollectionLost: found.collections !== 1 },
        ...{ rebuilt: found.rebuilt, lost: found.lost, saidAgain: found.saidAgain },
      };
      outcomes.push(outcome);
      onCase?.(outcome);
      remove(profile);
    }
    return outcomes;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
