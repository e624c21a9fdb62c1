import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { raw } from '../../../tests/fakes/raw-database.ts';
import { sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { fakeDevice, firstOf } from '../../../tests/fakes/storage.ts';
import { migrations } from './migrations.ts';
import { packWords } from './pack.ts';

const at = '2026-11-22T20:00:00.000Z';

describe('what is bad or new', () => {
  it('sets a bad row aside and shows the others', async () => {
    const device = fakeDevice();
    const { database } = device.tab();
    await database.recordings.add(sampleRecording({ id: 'good' }));
    await raw(device.name, (dexie) => dexie.table('recordings').put({ id: 'bad', createdAt: '2026', title: 7 }));
    await raw(device.name, (dexie) => dexie.table('jobs').put({ id: 'odd', createdAt: '2026', state: 'x' }));
    expect((await firstOf(database.recordings.watchAll())).map((row) => row.id)).toEqual(['good']);
    expect(await database.jobs.all()).toEqual([]);
    const aside = await database.quarantined();
    expect(aside.map((row) => row.table).sort()).toEqual(['jobs', 'recordings']);
    expect(await database.recordings.find('bad')).toBeUndefined();
    database.close();
  });

  it('notices words that are missing from a paragraph, and takes them back from the journal', async () => {
    const device = fakeDevice();
    const writer = device.tab();
    await writer.database.transcripts.save(sampleTranscript());
    writer.dies();
    const fewer = packWords(sampleTranscript().paragraphs[1]!.words.slice(1));
    await raw(device.name, (dexie) => dexie.table('paragraphs').update(['recording-1', 'p2'], { words: fewer }));
    const { database } = device.tab();
    const whole = firstOf(
      database.transcripts.watch('recording-1'),
      (value) => value?.paragraphs[1]?.words.length === 3,
    );
    expect(await whole).toEqual(sampleTranscript());
    database.close();
  });

  it('takes a torn paragraph back from the journal', async () => {
    const device = fakeDevice();
    const writer = device.tab();
    await writer.database.transcripts.save(sampleTranscript());
    writer.dies();
    await raw(device.name, (dexie) => dexie.table('paragraphs').update(['recording-1', 'p2'], { words: null }));
    const { database } = device.tab();
    const whole = firstOf(database.transcripts.watch('recording-1'), (value) => value?.paragraphs.length === 2);
    expect(await whole).toEqual(sampleTranscript());
    database.close();
  });

  it('reads what a newer version wrote, and writes nothing to it', async () => {
    const device = fakeDevice();
    const { database } = device.tab();
    await database.recordings.add(sampleRecording());
    database.close();
    const newer = new Dexie(device.name);
    newer.version(99).stores({ ...Object.assign({}, ...migrations.map(({ stores }) => stores)), tomorrow: 'id' });
    await newer.open();
    newer.close();
    const old = device.tab().database;
    await old.open();
    expect(old.isNewer()).toBe(true);
    device.disk.wipe();
    expect(await old.recover()).toEqual({ rebuilt: [], lost: [] });
    expect(await old.recordings.find('recording-1')).toEqual(sampleRecording());
    await expect(old.recordings.update('recording-1', { title: 'x' })).rejects.toMatchObject({ code: 'storage/newer' });
    await expect(old.transcripts.save(sampleTranscript())).rejects.toMatchObject({ code: 'storage/newer' });
    await expect(old.recordings.purge('recording-1')).rejects.toMatchObject({ code: 'storage/newer' });
    await expect(
      old.collections.put({ id: 'c1', name: 'Calls', recordingIds: [], createdAt: at, updatedAt: at }),
    ).rejects.toMatchObject({ code: 'storage/newer' });
    expect(device.disk.paths()).toEqual([]);
    old.close();
  });
});
