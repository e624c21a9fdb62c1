import { Dexie } from 'dexie';
import { createDatabase } from '../../src/lib/db/database.ts';
import type { Transcript } from '../../src/lib/domain/transcript.ts';
import { browserMicrophone } from '../../src/lib/services/recorder/microphone.ts';
import { createStorageWorker } from '../../src/lib/workers/storage/client.ts';
import { sampleChoice } from '../fakes/microphone.ts';
import { sampleParagraph, sampleRecording, sampleTranscript } from '../fakes/samples.ts';

/** The page `scripts/kill-storage.js` kills: the real storage and recorder, used as fast as they take it. */
const { takes, journal, models: modelFiles, hash } = createStorageWorker();
const database = createDatabase({
  takes,
  journal,
  modelFiles,
  removePcm: () => Promise.resolve(),
  repair: (take) => Promise.resolve(take),
  hash,
  storage: localStorage,
});
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

const torture = {
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
