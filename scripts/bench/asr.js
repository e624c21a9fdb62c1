import { browserProcess, cpuOver, idleRate } from '../cpu.js';
import { openApp } from '../drive.js';
import { transcribeByLibrary } from '../library-call.js';
import { requireFfmpeg } from '../native.js';

export const ids = ['asr.overhead', 'asr.real-time-factor'];

const clip = 'tests/fixtures/speech/easy/dictation-60s.flac';
const clipSeconds = 60;
const title = 'dictation-60s';

/** From the person's asking for a transcript of a recording that lies decoded until it is there, the model's loading included. */
const inApp = async () => {
  const { app, profile, close } = await openApp();
  try {
    await app.settings.open();
    await app.settings.applyYaml('transcription:\n  transcribeOnImport: false\n');
    await app.waitUntilOfflineReady();
    await app.health.open();
    await app.health.waitUntilStored('media');
    await app.go('library');
    await app.library.add(clip);
    await app.library.waitUntilPrepared(title);
    const browser = browserProcess(profile);
    const idle = await idleRate(browser);
    const spent = await cpuOver(browser, async () => {
      await app.library.act(title, 'transcribe');
      await app.library.waitUntilTranscribed(title, 300_000);
    });
    return { cpuSeconds: spent.cpuSeconds - idle * spent.wallSeconds, wallSeconds: spent.wallSeconds };
  } finally {
    await close();
  }
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds }) => {
  requireFfmpeg();
  const [ours, theirs] = [[], []].map(() => /** @type {{ cpuSeconds: number, wallSeconds: number }[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    ours.push(await inApp());
    theirs.push(await transcribeByLibrary(clip));
  }
  const cpu = (/** @type {typeof ours} */ list) => list.map(({ cpuSeconds }) => cpuSeconds);
  const factor = (/** @type {typeof ours} */ list) => list.map(({ wallSeconds }) => wallSeconds / clipSeconds);
  const peer = 'transformers.js pipeline';
  return [
    { id: 'asr.overhead', unit: 'CPU s', values: cpu(ours), peer, peerValues: cpu(theirs) },
    { id: 'asr.real-time-factor', unit: 's/s', values: factor(ours), peer, peerValues: factor(theirs) },
  ];
};
