import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildMediaPage, openMediaPage } from '../media-page.js';
import { ffmpeg, requireFfmpeg } from '../native.js';
import { option } from '../registry.js';
import { recipes } from '../media-recipes.js';

export const ids = ['media.corpus'];

const rate = 16_000;
const mostSecondsApart = 0.05;
const leastLikeness = 0.99;
const fixtures = 'tests/fixtures/media';

/**
 * What native ffmpeg decodes on the clock of the file; undefined where it gives up. The browser's Opus is libopus: that and
 * ffmpeg's own decoder, both run natively, correlate at 0.96 only.
 *
 * @param {string} file @param {boolean} byLibopus
 */
const native = (file, byLibopus) => {
  const filter = `aresample=${rate}:async=1:first_pts=0,aformat=sample_fmts=s16:channel_layouts=mono`;
  const decoder = byLibopus ? ['-c:a', 'libopus'] : [];
  const args = ['-v', 'error', ...decoder, '-i', file, '-map', '0:a:0', '-af', filter, '-f', 's16le', '-'];
  const { stdout } = spawnSync('ffmpeg', args, { maxBuffer: 1 << 28 });
  return stdout.length > 0 ? new Int16Array(Uint8Array.from(stdout).buffer) : undefined;
};

/** @param {Int16Array} one @param {Int16Array} other @param {number} shift */
const correlation = (one, other, shift) => {
  let [both, first, second] = [0, 0, 0];
  for (let at = Math.max(0, -shift); at < Math.min(one.length - shift, other.length); at++) {
    const [a, b] = [one[at + shift] ?? 0, other[at] ?? 0];
    both += a * b;
    first += a * a;
    second += b * b;
  }
  return both / Math.sqrt(first * second);
};

/** The best match within 8 ms: containers place what decoders hold back at the start differently. */
const likeness = (/** @type {Int16Array} */ one, /** @type {Int16Array} */ other) => {
  const straight = correlation(one, other, 0);
  if (straight > leastLikeness) return straight;
  const best = (/** @type {number[]} */ shifts) =>
    shifts.reduce((most, shift) => (correlation(one, other, shift) > correlation(one, other, most) ? shift : most));
  const coarse = best(Array.from({ length: 33 }, (_, at) => (at - 16) * 8));
  return correlation(one, other, best(Array.from({ length: 9 }, (_, at) => coarse + at - 4)));
};

/** @param {string} file */
const isOpus = (file) => {
  const args = ['-v', 'error', '-select_streams', 'a:0', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', file];
  return spawnSync('ffprobe', args, { encoding: 'utf8' }).stdout.trim() === 'opus';
};

/** @typedef {{ samples?: string, decoder?: string, reason?: string, code?: string }} Decoded */

/** One row: what is wrong is undefined where length and sound agree, or both sides refuse. @param {string} file @param {Decoded} ours */
const compare = (file, { samples, decoder, reason, code }) => {
  const name = basename(file);
  const theirs = native(file, decoder === 'webcodecs' && isOpus(file));
  if (code || !samples) {
    const cells = [name, theirs ? (theirs.length / rate).toFixed(2) : 'none', 'refused', code ?? '', ''];
    // What ffmpeg makes of a damaged file may be next to nothing; a whole one must be read.
    return { cells, wrong: theirs && !/^(cut|text|empty)/.test(name) ? `${name} was refused: ${code}` : undefined };
  }
  const bytes = Buffer.from(samples, 'base64');
  const own = new Int16Array(Uint8Array.from(bytes).buffer);
  const apart = theirs ? (own.length - theirs.length) / rate : NaN;
  const alike = theirs ? likeness(own, theirs) : NaN;
  // Of a file that is cut off, how much of the last packets can be had is a matter of taste.
  const isCut = /^(cut|take)/.test(name);
  const isFine = Math.abs(apart) <= (isCut ? 0.5 : mostSecondsApart) && alike > leastLikeness;
  const milliseconds = `${(apart * 1000).toFixed(0)} ms`;
  const cells = [name, theirs ? (theirs.length / rate).toFixed(2) : 'none', milliseconds, alike.toFixed(4)];
  return {
    cells: [...cells, `${decoder}, ${reason}`],
    wrong: isFine ? undefined : `${name} by ${decoder}: ${milliseconds} apart, correlation ${alike.toFixed(4)}`,
  };
};

/** @param {string} folder */
const makeCorpus = (folder) => [
  ...readdirSync(fixtures, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.json')
    .map(({ name }) => join(fixtures, name)),
  ...recipes.map(({ name, before, args }) => {
    const file = join(folder, name);
    const source = ['-ss', '5', '-t', '12', '-i', 'tests/fixtures/speech/long/conversation.ogg'];
    const maps = before ? ['-map', '0:v', '-map', '1:a'] : [];
    ffmpeg([...(before ?? []), ...source, ...maps, '-t', '12', ...args, file]);
    return file;
  }),
];

/** @param {readonly string[][]} rows */
const table = (rows) =>
  [
    '| file | native, s | ours is longer by | correlation | by |',
    '| --- | --: | --: | --: | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n') + '\n';

/**
 * The fixtures and what native ffmpeg makes of twelve seconds of talk in many containers, codecs, rates and layouts, decoded by
 * the core and by the browser: as long as native ffmpeg's decode within 50 ms, correlated above 0.99. `--table FILE`;
 * `MEDIA_CORPUS=PATTERN` takes some.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ log }) => {
  requireFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-corpus-'));
  const site = await buildMediaPage();
  const page = await openMediaPage(site.address);
  const wrong = /** @type {string[]} */ ([]);
  const rows = /** @type {string[][]} */ ([]);
  try {
    const only = new RegExp(process.env.MEDIA_CORPUS ?? '');
    const corpus = makeCorpus(folder).filter((file) => only.test(basename(file)));
    for (const by of ['core', 'browser'])
      for (const file of corpus) {
        await page.choose(file);
        const row = compare(file, await page.call('decoded', by));
        rows.push(row.cells);
        if (row.wrong) wrong.push(row.wrong);
      }
    log(
      `${corpus.length} files, each decoded twice; ${rows.filter((cells) => cells[2] === 'refused').length} refusals`,
    );
  } finally {
    await page.close();
    await site.close();
    rmSync(folder, { recursive: true });
  }
  const file = option('table');
  if (file) writeFileSync(file, table(rows));
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
};
