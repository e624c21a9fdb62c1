/**
 * `node scripts/transcribe.js FOLDER [--format srt] [--out FOLDER] [--profile FOLDER]`: transcribes every sound or video
 * file of a folder with the built app in a browser and writes a file of the same name for each. The worked example of
 * docs/automation.md.
 */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { build } from './build.js';
import { openApp } from './drive.js';
import { option } from './registry.js';

const day = 86_400_000;

/** Endings of what this script itself writes and of what lies beside recordings. */
const text = /\.(txt|srt|vtt|json|md|csv|log|pdf|docx?|html?|jpe?g|png|ds_store)$/i;

/** What the library calls an added file. @param {string} fileName */
export const titleOf = (fileName) => fileName.replace(/\.[^.\s]{1,5}$/, '').trim() || fileName;

/**
 * Which files of a folder to transcribe, by name. Two with one title could not be told apart in the library, nor could
 * what is written for them: the second is left out.
 *
 * @param {readonly { name: string, sizeBytes: number }[]} files
 * @returns {{ wanted: { name: string, title: string }[], left: { name: string, why: string }[] }}
 */
export const choose = (files) => {
  const titles = new Set();
  const [wanted, left] = [/** @type {{ name: string, title: string }[]} */ ([]), /** @type {any[]} */ ([])];
  for (const { name, sizeBytes } of [...files].sort((a, b) => a.name.localeCompare(b.name))) {
    const title = titleOf(name);
    if (text.test(name) || name.startsWith('.')) continue;
    if (sizeBytes === 0) left.push({ name, why: 'it is empty' });
    else if (titles.has(title)) left.push({ name, why: `another file is called ${title} too` });
    else wanted.push({ name, title });
    titles.add(title);
  }
  return { wanted, left };
};

/** The title and nothing more, as a pattern. @param {string} title */
const exactly = (title) => new RegExp(`^${title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);

/**
 * @param {import('./drive.js').App} app
 * @param {{ file: string, title: string, format: string, out: string }} task
 * @returns {Promise<string>} path of the file that was written
 */
const transcribeFile = async (app, { file, title, format, out }) => {
  await app.go('library');
  await app.library.add(file);
  await app.library.waitUntilTranscribed(exactly(title), day);
  await app.library.openRecording(exactly(title));
  const made = await app.recording.export(format);
  const target = join(out, title + extname(made.fileName));
  writeFileSync(target, made.text);
  return target;
};

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, sizeBytes: statSync(join(folder, name)).size }));

/**
 * One file at a time, in one browser; a file that fails is named and the others go on.
 *
 * @param {string} folder
 * @param {{ format?: string | undefined, out?: string | undefined, profile?: string | undefined }} [options] `profile` keeps the browser's library there
 * @returns {Promise<number>} how many files failed or were left out
 */
export const transcribeFolder = async (folder, { format = 'srt', out = folder, profile } = {}) => {
  const { wanted, left } = choose(filesIn(folder));
  for (const { name, why } of left) console.error(`${name}: left out, ${why}`);
  mkdirSync(out, { recursive: true });
  const { app, close } = await openApp({ profile });
  let failures = left.length;
  try {
    for (const { name, title } of wanted) {
      try {
        console.log(await transcribeFile(app, { file: join(folder, name), title, format, out }));
      } catch (error) {
        failures += 1;
        console.error(`${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
  } finally {
    await close();
  }
  return failures;
};

if (import.meta.filename === process.argv[1]) {
  const folder = process.argv[2];
  if (!folder || !existsSync(folder)) {
    console.error('Usage: node scripts/transcribe.js FOLDER [--format srt] [--out FOLDER] [--profile FOLDER]');
    process.exit(2);
  }
  if (!existsSync('build/version.json')) build();
  const options = { format: option('format'), out: option('out'), profile: option('profile') };
  process.exitCode = (await transcribeFolder(folder, options)) === 0 ? 0 : 1;
}
