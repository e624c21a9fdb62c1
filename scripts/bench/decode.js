import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserProcess, cpuOver, idleRate } from '../cpu.js';
import { openApp } from '../drive.js';
import { ffmpeg, requireFfmpeg } from '../native.js';

export const ids = ['decode.m4a.cpu-vs-native'];

const seconds = 600;

/** Ten minutes of speech as a phone's voice memo keeps it: AAC, mono, 44.1 kHz. @param {string} file */
const makeFile = (file) => {
  const speech = ['-stream_loop', '-1', '-i', 'tests/fixtures/speech/long/reading.ogg', '-t', String(seconds)];
  ffmpeg([...speech, '-ac', '1', '-ar', '44100', '-c:a', 'aac', '-b:a', '96k', file]);
};

/** CPU seconds of native ffmpeg for the same work: 16 kHz mono 16-bit samples. @param {string} file */
const native = (file) => {
  const output = ['-vn', '-ac', '1', '-ar', '16000', '-f', 's16le', '-y', '/dev/null'];
  const { stderr } = spawnSync('ffmpeg', ['-benchmark', '-i', file, ...output], { encoding: 'utf8' });
  const match = /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr);
  if (!match) throw new Error('ffmpeg told no times.');
  return Number(match[1]) + Number(match[2]);
};

/**
 * CPU seconds of the whole browser from the file's being added to its waveform's being kept, less what the open app
 * takes when nothing happens. The ffmpeg core is on the device before: it is the decoder that is measured.
 *
 * @param {string} file
 */
const inApp = async (file) => {
  const { app, profile, close } = await openApp();
  try {
    await app.settings.open();
    await app.settings.applyYaml('transcription:\n  transcribeOnImport: false\n');
    await app.health.open();
    await app.health.waitUntilStored('media');
    await app.go('library');
    const browser = browserProcess(profile);
    const idle = await idleRate(browser);
    const spent = await cpuOver(browser, async () => {
      await app.library.add(file);
      await app.library.waitUntilPrepared('long', 600_000);
    });
    return spent.cpuSeconds - idle * spent.wallSeconds;
  } finally {
    await close();
  }
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds }) => {
  requireFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-decode-'));
  const file = join(folder, 'long.m4a');
  makeFile(file);
  const [values, peerValues] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let round = 0; round < rounds; round++) {
    values.push(await inApp(file));
    peerValues.push(native(file));
  }
  rmSync(folder, { recursive: true });
  return [{ id: 'decode.m4a.cpu-vs-native', unit: 'CPU s', values, peer: 'native ffmpeg', peerValues }];
};
