import { afterEach, describe, expect, it } from 'vitest';
import { sampleParagraph, sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { createStorageWorker } from '$lib/workers/storage/client.ts';
import { createDatabase } from './database.ts';

const name = 'recovery-test';
const ends: (() => void)[] = [];

/** One start of the app: its own storage worker and its own connection. */
const start = () => {
  const { takes, journal, models: modelFiles, hash, stop } = createStorageWorker();
  const removePcm = () => Promise.resolve();
  const repair = async (take: Blob) => take;
  const database = createDatabase({ name, takes, journal, modelFiles, removePcm, repair, hash, storage: localStorage });
  const end = () => (database.close(), stop());
  ends.push(end);
  return { database, takes, end };
};

const deleteDatabase = () =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });

const emptyDisk = async () => {
  const root = await navigator.storage.getDirectory();
  for (const folder of ['takes', 'journal']) await root.removeEntry(folder, { recursive: true }).catch(() => {});
};

afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await deleteDatabase();
  await emptyDisk();
  localStorage.clear();
});

const live = async () => {
  const { database, takes, end } = start();
  const startedAt = '2026-11-22T20:00:00.000Z';
  await takes.begin({ id: 'take-1', mime: 'audio/webm', startedAt, title: 'Take' });
  await takes.append('take-1', Uint8Array.of(1, 2, 3).buffer);
  const sealed = await takes.seal('take-1');
  // Off the record, as tests are, a database keeps a blob by reference to its file; otherwise it copies the bytes.
  await database.files.put('recording-1', new Blob([await sealed.arrayBuffer()]));
  await database.recordings.add(sampleRecording({ source: 'microphone' }));
  await takes.keep('take-1', 'recording-1');
  await database.transcripts.save(sampleTranscript());
  const last = sampleTranscript({ revision: 2, paragraphs: [sampleParagraph('p9', ['Rewritten.'])] });
  await database.transcripts.save(last);
  end();
  return last;
};

describe('the homes in a real browser', () => {
  it('rebuild row, words and bytes when IndexedDB was cleared', async () => {
    const last = await live();
    await deleteDatabase();
    const { database } = start();
    const { rebuilt, lost } = await database.recover();
    expect(rebuilt.map((each) => each.what)).toEqual(['recording', 'file', 'transcript']);
    expect(lost).toEqual([]);
    expect(await database.transcripts.find('recording-1')).toEqual(last);
    const bytes = await (await database.files.get('recording-1')).arrayBuffer();
    expect([...new Uint8Array(bytes)]).toEqual([1, 2, 3]);
  });

  it('rebuild the journals when OPFS was cleared', async () => {
    const last = await live();
    await emptyDisk();
    const first = start();
    expect(await first.database.recover()).toEqual({ rebuilt: [], lost: [] });
    expect((await (await first.database.files.get('recording-1')).arrayBuffer()).byteLength).toBe(3);
    first.end();
    await deleteDatabase();
    const { database } = start();
    await database.recover();
    expect(await database.transcripts.find('recording-1')).toEqual(last);
  });

  it('say so when both are gone', async () => {
    await live();
    await emptyDisk();
    await deleteDatabase();
    expect(await start().database.recover()).toEqual({ rebuilt: [], lost: [{ what: 'library', count: 1 }] });
  });

  it('leave nothing of a purged recording in either', async () => {
    await live();
    const { database, takes } = start();
    await database.recordings.purge('recording-1');
    expect(await takes.kept()).toEqual([]);
    await expect(database.files.get('recording-1')).rejects.toMatchObject({ code: 'media/missing' });
    expect(await database.transcripts.find('recording-1')).toBeUndefined();
    expect(await database.recover()).toEqual({ rebuilt: [], lost: [] });
  });
});
