import { createDatabase } from '../../src/lib/db/database.ts';
import type { Transcript } from '../../src/lib/domain/transcript.ts';
import { createStorageWorker } from '../../src/lib/workers/storage/client.ts';
import { sampleParagraph, sampleRecording, sampleTranscript } from '../fakes/samples.ts';

/** The page `scripts/torture/storage-kills.js` kills: the real storage, written to as fast as it takes. */
const { takes, journal, models: modelFiles, hash, stop } = createStorageWorker();
const database = createDatabase({
  takes,
  journal,
  modelFiles,
  removePcm: () => Promise.resolve(),
  repair: (take) => Promise.resolve(take),
  hash,
  storage: localStorage,
});
const chunkBytes = 4000;

/** Tells the outside before and after each write: what was acknowledged there must be found again. */
const tell = (path: string, body: unknown) => fetch(path, { method: 'POST', body: JSON.stringify(body) });

const textOf = ({ paragraphs }: Transcript): string => paragraphs.map(({ words }) => words[0]?.text).join(' ');

const edited = (before: Transcript): Transcript => {
  const revision = before.revision + 1;
  const paragraphs = [...before.paragraphs];
  const fresh = sampleParagraph(`p${revision}`, [`w${revision}`, ...Array<string>(30).fill('lorem')], revision);
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

const record = async (id: string): Promise<never> => {
  await takes.begin({ id, mime: 'audio/webm', startedAt: new Date().toISOString(), title: 'Take' });
  for (let index = 0; ; index++) {
    const { sizeBytes } = await takes.append(id, new Uint8Array(chunkBytes).fill(index & 255).buffer);
    await tell('/recorded', { id, sizeBytes });
  }
};

const inspectTake = async (id: string) => {
  const bytes = new Uint8Array(await (await takes.seal(id)).arrayBuffer());
  const isWhole = bytes.every((byte, at) => byte === (Math.floor(at / chunkBytes) & 255));
  await takes.discard(id);
  return { id, sizeBytes: bytes.length, isWhole };
};

const torture = {
  write: (takeId: string) => {
    for (const work of [edit(), record(takeId)]) work.catch((error: unknown) => tell('/failed', String(error)));
  },
  /** Removes the whole database, as browsers were seen to do, when asked. */
  inspect: async (isWiped: boolean) => {
    if (isWiped) indexedDB.deleteDatabase('echoflow');
    const started = performance.now();
    const { rebuilt, lost } = await database.recover();
    const recoveredMs = performance.now() - started;
    const transcript = await database.transcripts.find(sampleRecording().id);
    const found = [];
    for (const { id } of await takes.unfinished()) found.push(await inspectTake(id));
    const said = rebuilt.length + lost.length;
    return { recoveredMs, said, revision: transcript?.revision ?? 0, text: transcript && textOf(transcript), found };
  },
  stop,
};

export type Torture = typeof torture;

Object.assign(globalThis, { torture });
