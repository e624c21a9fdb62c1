import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildMediaPage, openMediaPage } from '../media-page.js';
import { ffmpeg, requireFfmpeg } from '../native.js';

export const ids = ['media.loudness'];

const toleranceLu = 0.5;
const highestTruePeakDb = -0.9;

/** Integrated loudness and true peak by native ffmpeg's `ebur128`. @param {string} file */
const measure = (file) => {
  const { stderr } = spawnSync('ffmpeg', ['-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-'], {
    encoding: 'utf8',
  });
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const [, lufs] = /I:\s+(-?[\d.]+) LUFS/.exec(summary) ?? [];
  const [, peak] = /Peak:\s+(-?[\d.]+) dBFS/.exec(summary) ?? [];
  return { lufs: Number(lufs), truePeakDb: Number(peak) };
};

/** Clips that are hard to bring to a loudness: peaky, soft, far off, long. @param {string} folder */
const makeClips = (folder) => {
  const reading = resolve('tests/fixtures/speech/long/reading.ogg');
  const talk = resolve('tests/fixtures/speech/long/conversation.ogg');
  const make = (/** @type {string} */ name, /** @type {string} */ from, /** @type {string} */ filter) => {
    const file = join(folder, `${name}.wav`);
    ffmpeg(['-i', from, '-t', '60', '-af', filter, '-ar', '48000', file]);
    return file;
  };
  return [
    make('as-it-is', reading, 'anull'),
    make('conversation', talk, 'anull'),
    make('far-too-soft', reading, 'volume=-32dB'),
    make('peaky', reading, "volume=-20dB,volume='if(lt(mod(t,1.7),0.004),9,1)':eval=frame"),
    make('clipped', talk, 'volume=24dB'),
  ];
};

/**
 * What the app renders at −16 LUFS is within 0.5 LU of it and below −0.9 dB true peak, as native ffmpeg measures.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ log }) => {
  requireFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-loudness-'));
  const site = await buildMediaPage();
  const page = await openMediaPage(site.address);
  try {
    await page.call('warm');
    for (const clip of makeClips(folder))
      for (const preset of ['loudness', 'voice', 'meeting', 'gentle']) {
        const { result } = await page.measure('render', clip, preset);
        const made = join(folder, 'made.wav');
        writeFileSync(made, Buffer.from(result, 'base64'));
        const { lufs, truePeakDb } = measure(made);
        const name = `${clip.split('/').pop()} ${preset}`;
        log(`${name}: ${measure(clip).lufs} LUFS became ${lufs}, true peak ${truePeakDb} dB`);
        if (!(Math.abs(lufs + 16) <= toleranceLu && truePeakDb <= highestTruePeakDb))
          throw new Error(`${name}: ${lufs} LUFS, ${truePeakDb} dB true peak.`);
      }
  } finally {
    await page.close();
    await site.close();
    rmSync(folder, { recursive: true });
  }
};
