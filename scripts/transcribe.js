/**
 * `node scripts/transcribe.js FOLDER [--format srt] [--out FOLDER] [--profile FOLDER]`: transcribes every file of a folder
 * with the built app in a browser, and writes a file beside each. The worked example of docs/automation.md.
 */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { build } from './build.js';
import { openApp } from './drive.js';
import { option } from './registry.js';

const hour = 3_600_000;
const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.error('Usage: node scripts/transcribe.js FOLDER [--format srt] [--out FOLDER] [--profile FOLDER]');
  process.exit(2);
}
if (!existsSync('build/version.json')) build();

const format = option('format') ?? 'srt';
const out = option('out') ?? folder;
const profile = option('profile');
const files = readdirSync(folder)
  .map((name) => join(folder, name))
  .filter((file) => statSync(file).isFile());

const { app, close } = await openApp(profile ? { profile } : {});
for (const file of files) {
  const title = basename(file, extname(file));
  await app.open();
  await app.library.add(file);
  await app.library.waitUntilTranscribed(title, 12 * hour);
  await app.library.openRecording(title);
  const { text } = await app.recording.export(format);
  const target = join(out, `${title}.${format}`);
  writeFileSync(target, text);
  console.log(target);
}
await close();
