import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserProcess, cpuOver, idleRate } from '../cpu.js';
import { openApp } from '../drive.js';
import { transcribeByLibrary } from '../library-call.js';
import { ffmpeg, requireFfmpeg } from '../native.js';
import { filesOf, makeRandomWhisper, weights } from '../random-whisper.js';

export const ids = ['asr.plain.cpu-vs-pipeline', 'asr.words.cpu-vs-pipeline', 'asr.silence40.cpu-vs-pipeline'];

const dictation = 'tests/fixtures/speech/easy/dictation-60s.flac';

/** Four minutes of dictation, and 200 s of which two fifths are silence. @param {string} folder */
const makeClips = (folder) => {
  const loud = join(folder, 'speech.flac');
  const quiet = join(folder, 'silence40.flac');
  ffmpeg(['-stream_loop', '3', '-i', dictation, '-t', '240', loud]);
  const pad = '[0:a]aresample=16000,asplit[a][b];aevalsrc=0:d=40:s=16000,asplit[x][y];[a][x][b][y]concat=n=4:v=0:a=1';
  ffmpeg(['-i', dictation, '-filter_complex', pad, quiet]);
  return { loud, quiet };
};

/** The app with the random model put in from files, on a recording that lies decoded. @param {string} root @param {string} clip */
const inApp = async (root, clip) => {
  const { app, profile, close } = await openApp();
  try {
    await app.settings.open();
    await app.settings.addModelFromFiles('Whisper tiny', filesOf(join(root, 'random-tiny')));
    await app.settings.applyYaml(
      'transcription:\n  transcribeOnImport: false\n  modelId: whisper-tiny\n  device: wasm\n  language: en\n',
    );
    await app.waitUntilOfflineReady();
    await app.health.open();
    await app.health.waitUntilStored('media');
    await app.go('library');
    await app.library.add(clip);
    const title = clip.includes('silence40') ? 'silence40' : 'speech';
    await app.library.waitUntilPrepared(title);
    const browser = browserProcess(profile);
    const idle = await idleRate(browser);
    const spent = await cpuOver(browser, async () => {
      await app.library.act(title, 'transcribe');
      await app.library.waitUntilTranscribed(title, 900_000);
    });
    return spent.cpuSeconds - idle * spent.wallSeconds;
  } finally {
    await close();
  }
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds, only }) => {
  requireFfmpeg();
  const root = makeRandomWhisper('tiny');
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-bench-'));
  const { loud, quiet } = makeClips(folder);
  const peer = 'transformers.js pipeline';
  const measured = ids
    .filter((id) => only.test(id))
    .map((id) => ({
      id,
      unit: 'CPU s',
      values: /** @type {number[]} */ ([]),
      peer,
      peerValues: /** @type {number[]} */ ([]),
    }));
  const library = { models: root, model: 'random-tiny', dtype: weights, language: 'en', chunkSeconds: 30 };
  try {
    for (let round = 0; round < rounds; round++) {
      for (const { id, values, peerValues } of measured) {
        const clip = id.includes('silence40') ? quiet : loud;
        const times = id.includes('plain') ? false : 'word';
        values.push(await inApp(root, clip));
        peerValues.push((await transcribeByLibrary(clip, { ...library, times })).cpuSeconds);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (!process.env.ECHOFLOW_BENCH_MODELS) rmSync(root, { recursive: true, force: true });
  }
  return measured;
};
