import { Dexie } from 'dexie';
import { createDatabase, type DatabaseOptions } from '../../src/lib/db/database.ts';
import { openDatabase } from '../../src/lib/db/spare.ts';
import type { Transcript } from '../../src/lib/domain/transcript.ts';
import { Recorder } from '../../src/lib/services/recorder/recorder.ts';
import { browserMicrophone } from '../../src/lib/services/recorder/microphone.ts';
import { createStorageWorker } from '../../src/lib/workers/storage/client.ts';
import { FakeMicrophone, sampleChoice } from '../fakes/microphone.ts';
import { firstOf } from '../fakes/first-of.ts';
import { sampleParagraph, sampleRecording, sampleTranscript } from '../fakes/samples.ts';

/** The page `scripts/kill-storage.js` kills: the real storage and recorder, used as fast as they take it. */
const { takes, journal, models: modelFiles, hash } = createStorageWorker();
const options: DatabaseOptions = {
  takes,
  journal,
  modelFiles,
  removePcm: () => Promise.resolve(),
  repair: (take) => Promise.resolve(take),
  hash,
  storage: localStorage,
};
const database = createDatabase(options);
const elapsedMs = 50;

/** Tells the outside before and after each write: what was acknowledged there must be found again. */
const tell = (path: string, body: unknown) => fetch(path, { method: 'POST', body: JSON.stringify(body) });

const textOf = ({ paragraphs }: Transcript): string =>
  paragraphs.flatMap(({ words }) => words.map(({ text }) => text)).join(' ');

const edited = (before: Transcript): Transcript => {
  const revision = before.revision + 1;
  const paragraphs = [...before.paragraphs];
  const words = Array.from({ length: 30 }, (_, index) => `w${revision}.${index}`);
  const fresh = sampleParagraph(`p${revision}`, words, revision);
  paragraphs.splice((revision * 7) % (paragraphs.length + 1), paragraphs.length > 40 ? 2 : 0, fresh);
  return { ...before, revision, paragraphs };
};

const edit = async (): Promise<never> => {
  const { id } = sampleRecording();
  if (!(await database.recordings.find(id))) await database.recordings.add(sampleRecording());
  let transcript = (await database.transcripts.find(id)) ?? sampleTranscript({ revision: 0, paragraphs: [] });
  for (;;) {
    transcript = edited(transcript);
    await tell('/trying', { revision: transcript.revision, text: textOf(transcript) });
    await database.transcripts.save(transcript);
    await tell('/saved', { revision: transcript.revision });
  }
};

/** Chunks go to disk one after the other, as the recorder brings them there. */
const record = async (id: string): Promise<void> => {
  const session = await browserMicrophone.open(sampleChoice(), () => {});
  await takes.begin({ id, mime: session.mime, startedAt: new Date().toISOString(), title: 'Take' });
  let last: Promise<unknown> = Promise.resolve();
  const keep = async (chunk: Blob) => {
    const { sizeBytes } = await takes.append(id, await chunk.arrayBuffer());
    await tell('/recorded', { id, sizeBytes });
  };
  session.start((chunk) => {
    last = last.then(() => keep(chunk)).catch((error: unknown) => tell('/failed', String(error)));
  });
  const began = performance.now();
  setInterval(() => void tell('/elapsed', { id, seconds: (performance.now() - began) / 1000 }), elapsedMs);
};

const secondsOf = async (blob: Blob): Promise<number> => {
  const decoder = new OfflineAudioContext(1, 1, 48_000);
  const sound = await decoder.decodeAudioData(await blob.arrayBuffer()).catch(() => null);
  return sound?.duration ?? 0;
};

const inspectTake = async (id: string) => {
  const blob = await takes.seal(id).catch(() => new Blob([]));
  const seconds = await secondsOf(blob);
  await takes.discard(id);
  return { id, sizeBytes: blob.size, seconds };
};

const at = '2026-11-22T20:00:00.000Z';
const takeBytes = 100_000;

/** A library with everything in it that must never be lost: a kept take, words edited often, a version, a collection. */
const fill = async () => {
  const recording = sampleRecording({ source: 'microphone' });
  await takes.begin({ id: 'kept', mime: 'audio/webm', startedAt: at, title: 'Take' });
  await takes.append('kept', new Uint8Array(takeBytes).fill(7).buffer);
  const bytes = await (await takes.seal('kept')).arrayBuffer();
  await database.files.put(recording.id, new Blob([bytes]));
  await database.recordings.add(recording);
  await takes.keep('kept', recording.id);
  let transcript = sampleTranscript({ revision: 0, paragraphs: [] });
  while (transcript.revision < 60) await database.transcripts.save((transcript = edited(transcript)));
  await database.versions.add(transcript, 'Named');
  await database.collections.put({
    ...{ id: 'c1', name: 'Calls', recordingIds: [recording.id] },
    ...{ createdAt: at, updatedAt: at },
  });
  return textOf(transcript);
};

/** What a start finds of it, and what a second one would still have to say. */
const look = async () => {
  const opened = await openDatabase(options);
  const { id } = sampleRecording();
  const { rebuilt, lost } = await opened.recover();
  const again = await opened.recover();
  const transcript = await opened.transcripts.find(id);
  const [version] = await firstOf(opened.versions.watch(id));
  const named = version && (await opened.versions.transcript(version.id));
  const file = await opened.files.get(id).catch(() => undefined);
  const found = {
    text: transcript && textOf(transcript),
    named: named && textOf(named),
    collections: (await opened.collections.all()).length,
    fileBytes: file ? (await file.arrayBuffer()).byteLength : 0,
    rebuilt: rebuilt.map(({ what }) => what),
    lost: lost.map(({ what }) => what),
    saidAgain: again.rebuilt.length + again.lost.length,
  };
  opened.close();
  return found;
};

const halfSecondBytes = 4096;
let clockSeconds = 0;
let saidBytes = 0;
const speaker = new FakeMicrophone();
/** The recorder as the app has it, on a clock and a microphone that go as fast as the disk takes what they give. */
const recorder = new Recorder({
  ...{ microphone: speaker, takes, media: { repair: async (take: Blob) => take } },
  library: { addFile: () => Promise.reject(new Error('never kept')) },
  ...{ wakeLock: () => {}, mediaKeys: () => {}, titleFor: () => 'Long take', now: () => clockSeconds },
});

const savedBytes = () => (recorder.state.kind === 'recording' ? recorder.state.savedBytes : NaN);

/** Half a second of sound of the size Opus gives it, level readings included; waits now and then until it is on disk. */
const sayMinutes = async (minutes: number): Promise<void> => {
  if (recorder.state.kind !== 'recording') await recorder.start(sampleChoice());
  for (let half = 0; half < minutes * 120; half++) {
    clockSeconds += 0.5;
    saidBytes += halfSecondBytes;
    speaker.say(crypto.getRandomValues(new Uint8Array(halfSecondBytes)));
    for (let reading = 0; reading < 10; reading++) speaker.tell({ kind: 'level', peak: 0.5, rms: 0.1 });
    while (half % 20 === 19 && savedBytes() < saidBytes) await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

const loudChunkBytes = 256 * 1024;

const said: Uint8Array[] = [];

/** One large chunk; waits until it is on disk or refused. */
const sayLoudly = async () => {
  const chunk = new Uint8Array(loudChunkBytes);
  for (let at = 0; at < loudChunkBytes; at += 65_536) crypto.getRandomValues(chunk.subarray(at, at + 65_536));
  said.push(chunk);
  clockSeconds += 0.5;
  const before = savedBytes();
  speaker.say(chunk);
  while (savedBytes() === before) await new Promise((resolve) => setTimeout(resolve, 2));
};

/**
 * Speaks until the disk takes no more. Gives the warnings shown on the way, the failure, what was acknowledged, and how
 * much of it lies on disk unharmed.
 */
const sayUntilFull = async () => {
  const warnings = new Set<string>();
  let acknowledgedBytes = 0;
  const watching = recorder.changes.subscribe((state) => {
    if (state.kind !== 'recording') return;
    if (state.warning) warnings.add(state.warning);
    acknowledgedBytes = Math.max(acknowledgedBytes, state.savedBytes);
  });
  while (recorder.state.kind === 'recording') await sayLoudly();
  while (recorder.state.kind !== 'failed') await new Promise((resolve) => setTimeout(resolve, 2));
  watching.unsubscribe();
  const [left] = await recorder.unfinished();
  const kept = left && new Uint8Array(await (await takes.seal(left.id)).arrayBuffer());
  const isUnharmed = kept?.every((byte, at) => byte === said[Math.floor(at / loudChunkBytes)]![at % loudChunkBytes]);
  const failure = recorder.state.kind === 'failed' ? recorder.state.failure.code : undefined;
  return { warnings: [...warnings], failure, acknowledgedBytes, keptBytes: kept?.length, isUnharmed };
};

const torture = {
  sayUntilFull,
  startSaying: () => recorder.start(sampleChoice()).then(sayLoudly),
  sayMinutes,
  stopSaying: () => recorder.discard(),
  fill,
  look,
  write: (takeId: string) => {
    for (const work of [edit(), record(takeId)]) work.catch((error: unknown) => tell('/failed', String(error)));
  },
  /** Removes the whole database first, as browsers were seen to do, when asked. */
  inspect: async (isWiped: boolean) => {
    if (isWiped) await Dexie.delete('echoflow');
    await database.open();
    const isEmpty = (await database.recordings.find(sampleRecording().id)) === undefined;
    const started = performance.now();
    const { rebuilt, lost } = await database.recover();
    const unfinished = await takes.unfinished();
    const recoveredMs = performance.now() - started;
    const transcript = await database.transcripts.find(sampleRecording().id);
    const found = [];
    for (const { id } of unfinished) found.push(await inspectTake(id));
    const said = rebuilt.length + lost.length;
    const { revision = 0 } = transcript ?? {};
    return { recoveredMs, said, isEmpty, revision, text: transcript && textOf(transcript), found };
  },
};

export type Torture = typeof torture;

Object.assign(globalThis, { torture });
