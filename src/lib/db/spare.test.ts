import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { fakeDevice, firstOf } from '../../../tests/fakes/storage.ts';
import type { Database } from './database.ts';
import { openDatabase } from './spare.ts';

/** As Chromium fails when a file of its store is gone: for every database, for ever, deleting included. */
const broken = new IDBFactory();
broken.open = () => {
  throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
};

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const opened = async (opening: Promise<Database>): Promise<Database> => {
  const database = await opening;
  ends.push(() => database.close());
  return database;
};

describe('a database that can never be opened again', () => {
  it('is replaced, rebuilt from the second home, and stays replaced', async () => {
    const device = fakeDevice();
    const { options, database, dies } = device.tab();
    await database.recordings.add(sampleRecording());
    await database.transcripts.save(sampleTranscript());
    dies();
    const bucket = new IDBFactory();
    const spare = await opened(openDatabase({ ...options(), indexedDB: broken }, async () => bucket));
    const { rebuilt, lost } = await spare.recover();
    expect(rebuilt.map(({ what }) => what)).toEqual(['recording', 'transcript']);
    expect(lost).toMatchObject([{ what: 'file' }]);
    expect(await spare.transcripts.find(sampleRecording().id)).toEqual(sampleTranscript());
    spare.close();
    const again = await opened(openDatabase(options(), async () => bucket));
    expect((await again.recover()).rebuilt).toEqual([]);
    expect(await firstOf(again.recordings.watchAll(), (rows) => rows.length > 0)).toHaveLength(1);
  });

  it('is replaced under another name where there are no buckets', async () => {
    const { options, name } = { ...fakeDevice().tab(), name: 'one-is-broken' };
    const half = new IDBFactory();
    const open = half.open.bind(half);
    half.open = (asked, version) => {
      if (asked === name) throw new DOMException('Internal error', 'UnknownError');
      return open(asked, version);
    };
    const database = await opened(openDatabase({ ...options(), name, indexedDB: half }, async () => undefined));
    await database.recordings.add(sampleRecording());
    expect(await database.recordings.find(sampleRecording().id)).toEqual(sampleRecording());
  });

  it('is told where no other opens either', async () => {
    const { options } = fakeDevice().tab();
    const opening = openDatabase({ ...options(), indexedDB: broken }, async () => undefined);
    await expect(opening).rejects.toMatchObject({ code: 'storage/unavailable' });
  });
});
