import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { keepAll, lived, nothing } from '../../../tests/fakes/lived.ts';
import { sampleParagraph, sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { fakeDevice, firstOf } from '../../../tests/fakes/storage.ts';
import { defaultSettings } from '$lib/domain/settings.ts';

describe('recovery', () => {
  it('finds nothing to do after an ordinary end', async () => {
    const { tab } = await lived();
    const { database } = tab();
    expect(await database.recover()).toEqual(nothing);
    database.close();
  });

  it('finds nothing to say on a first visit', async () => {
    const { database } = fakeDevice().tab();
    expect(await database.recover()).toEqual(nothing);
    database.close();
  });

  it('rebuilds row, bytes and words of a take when the database is gone', async () => {
    const { name, tab, last } = await lived('microphone');
    await Dexie.delete(name);
    const { database } = tab();
    const { rebuilt, lost } = await database.recover();
    expect(rebuilt.map((each) => each.what)).toEqual(['recording', 'file', 'transcript']);
    expect(lost).toEqual([]);
    expect(await database.transcripts.find('recording-1')).toEqual(last);
    // The bytes were rebuilt, so the row tells the checksum of those.
    const sha256 = createHash('sha256')
      .update(Uint8Array.of(1, 2, 3))
      .digest('hex');
    const row = sampleRecording({ source: 'microphone', sha256, sizeBytes: 3 });
    expect(await firstOf(database.recordings.watchAll())).toEqual([row]);
    expect((await database.files.get('recording-1')).size).toBe(3);
    expect(await database.recover()).toEqual(nothing);
    database.close();
  });

  it('goes on from what a kill left in the journal, several saves of it, and makes no alarm of that', async () => {
    const { name, tab, last } = await lived();
    const rows = async <T>(use: (dexie: Dexie) => Promise<T>): Promise<T> => {
      const dexie = await new Dexie(name).open();
      return use(dexie).finally(() => dexie.close());
    };
    const tables = ['transcripts', 'paragraphs'];
    const before = await rows((dexie) => Promise.all(tables.map((table) => dexie.table(table).toArray())));
    const typing = tab();
    const [paragraph] = last.paragraphs;
    let typed = last;
    for (const text of ['a', 'b', 'c', 'd']) {
      typed = { ...typed, revision: typed.revision + 1, paragraphs: [paragraph!, sampleParagraph('p10', [text], 9)] };
      await typing.database.transcripts.save(typed);
    }
    typing.dies();
    await rows((dexie) =>
      Promise.all(
        tables.map(async (table, at) => {
          await dexie.table(table).clear();
          await dexie.table(table).bulkPut(before[at]!);
        }),
      ),
    );
    const { database } = tab();
    expect(await database.recover()).toEqual(nothing);
    expect(await database.transcripts.find('recording-1')).toEqual(typed);
    database.close();
  });

  it('puts a row back that means nothing any more', async () => {
    const { name, tab } = await lived();
    const dexie = await new Dexie(name).open();
    await dexie.table('recordings').update('recording-1', { title: 7 });
    dexie.close();
    const { database } = tab();
    expect((await database.recover()).rebuilt).toMatchObject([{ title: 'Interview', what: 'recording' }]);
    expect(await database.recordings.find('recording-1')).toEqual(sampleRecording());
    expect(await database.quarantined()).toEqual([]);
    database.close();
  });

  it('goes on with the settings of somebody whose database is gone', async () => {
    const { name, tab } = fakeDevice();
    const first = tab();
    await first.database.settings.save({ ...defaultSettings, storage: { binDays: 7 } });
    first.dies();
    await Dexie.delete(name);
    const { database } = tab();
    expect((await database.settings.load()).storage.binDays).toBe(7);
    database.close();
  });

  it('keeps the words of an import whose bytes are gone, and says that they are', async () => {
    const { name, tab, last } = await lived('file');
    await Dexie.delete(name);
    const { database } = tab();
    const { lost } = await database.recover();
    expect(lost).toEqual([{ what: 'file', recordingId: 'recording-1', title: 'Interview' }]);
    expect(await database.transcripts.find('recording-1')).toEqual(last);
    database.close();
  });

  it('writes the journals anew when they are gone', async () => {
    const { disk, name, tab, last } = await lived();
    disk.wipe();
    const first = tab();
    expect(await first.database.recover()).toEqual(nothing);
    first.dies();
    await Dexie.delete(name);
    const { database } = tab();
    await database.recover();
    expect(await database.transcripts.find('recording-1')).toEqual(last);
    database.close();
  });

  it('says so when both homes are gone', async () => {
    const { disk, name, tab } = await lived();
    disk.wipe();
    await Dexie.delete(name);
    const { database } = tab();
    expect(await database.recover()).toEqual({ rebuilt: [], lost: [{ what: 'library', count: 1 }] });
    database.close();
  });

  it('is not fooled by a library emptied by hand', async () => {
    const { tab } = await lived();
    const first = tab();
    await first.database.recordings.purge('recording-1');
    first.dies();
    const { database } = tab();
    expect(await database.recover()).toEqual(nothing);
    database.close();
  });

  it('leaves no byte of a purged recording in either home, rows set aside included', async () => {
    const { disk, name, tab, removedPcm } = await lived('microphone');
    const { database, takes } = tab();
    await database.versions.add(sampleTranscript(), 'Before the interview');
    await takes.mark('take-1', [{ id: 'm', at: 1, note: 'Interview' }]);
    await database.recordings.update('recording-1', { title: 'Interview, second part' });
    const dexie = await new Dexie(name).open();
    await dexie.table('paragraphs').update(['recording-1', 'p9'], { words: null });
    await database.transcripts.find('recording-1');
    expect(await database.quarantined()).toHaveLength(1);
    await database.recordings.update('recording-1', { deletedAt: '2026-11-23T00:00:00.000Z' });
    await database.recordings.purge('recording-1');
    for (const path of disk.paths()) {
      const text = await (await disk.blob(path))!.text();
      expect(text, path).not.toMatch(/Interview|Rewritten|morning/);
    }
    expect(disk.paths().filter((path) => path.startsWith('takes/') || path.includes('recording-1'))).toEqual([]);
    for (const table of dexie.tables) expect(await table.toArray(), table.name).toEqual([]);
    expect(removedPcm).toEqual(['pcm/recording-1']);
    dexie.close();
    database.close();
  });

  it('finishes a purge killed anywhere, and resurrects nothing', async () => {
    const ends = new Set<string>();
    for (let cutAfter = 1; cutAfter < 18; cutAfter++) {
      const { disk, tab } = await lived('microphone');
      const dying = tab();
      disk.cutAfter(cutAfter);
      const isCut = await dying.database.recordings.purge('recording-1').then(
        () => false,
        () => true,
      );
      dying.dies();
      disk.crash(keepAll);
      const { database, takes, journal } = tab();
      await database.recover();
      const found = await database.recordings.find('recording-1');
      ends.add(found ? 'as before' : isCut ? 'finished later' : 'finished');
      if (found) {
        expect(isCut).toBe(true);
        expect(await database.transcripts.find('recording-1')).toMatchObject({ revision: 2 });
      } else {
        expect(await takes.kept()).toEqual([]);
        expect((await journal.tips()).map((tip) => tip.stream)).toEqual(['library']);
        await expect(database.files.get('recording-1')).rejects.toMatchObject({ code: 'media/missing' });
        expect(await database.transcripts.find('recording-1')).toBeUndefined();
      }
      database.close();
    }
    expect([...ends]).toEqual(['as before', 'finished later', 'finished']);
  }, 30_000);

  it('removes bytes whose row was never written, but not those of an import that may still be running', async () => {
    const { database } = fakeDevice().tab();
    const now = Date.now();
    const bornAt = (time: number) => time.toString(36).padStart(9, '0') + 'abcdefghijkl';
    const [old, fresh] = [bornAt(now - 2 * 86_400_000), bornAt(now - 60_000)];
    for (const id of [old, fresh]) await database.files.put(id, new Blob(['x']));
    await database.recover();
    expect([await database.files.has(old), await database.files.has(fresh)]).toEqual([false, true]);
    database.close();
  });
});

describe('versions, collections, searches and presets', () => {
  const at = '2026-11-22T20:00:00.000Z';
  const item = { createdAt: at, updatedAt: at };

  const filled = async () => {
    const device = await lived();
    const { database, dies } = device.tab();
    const version = await database.versions.add(sampleTranscript(), 'Draft');
    await database.collections.put({ id: 'c1', name: 'Calls', recordingIds: ['recording-1'], ...item });
    await database.searches.put({ id: 's1', name: 'Prices', query: 'price', ...item });
    await database.presets.put({ id: 'e1', name: 'Subtitles', kind: 'export', value: { format: 'srt' }, ...item });
    await database.presets.put({ id: 'e2', name: 'Gone', kind: 'export', value: null, ...item });
    await database.presets.remove('e2');
    dies();
    device.disk.crash(keepAll);
    return { ...device, version };
  };

  const expectAll = async (device: Awaited<ReturnType<typeof filled>>) => {
    const { database } = device.tab();
    const recovery = await database.recover();
    expect(await database.versions.transcript(device.version.id)).toEqual(sampleTranscript());
    expect((await database.collections.all()).map(({ name }) => name)).toEqual(['Calls']);
    expect((await database.searches.all()).map(({ name }) => name)).toEqual(['Prices']);
    expect((await database.presets.all()).map(({ name }) => name)).toEqual(['Subtitles']);
    expect(await database.recover()).toEqual(nothing);
    database.close();
    return recovery;
  };

  it('come back when the database is gone, and it is said', async () => {
    const device = await filled();
    await Dexie.delete(device.name);
    const { rebuilt } = await expectAll(device);
    expect(rebuilt.map(({ what }) => what)).toEqual([
      ...['recording', 'transcript', 'versions', 'collections', 'searches', 'presets'],
    ]);
  });

  it('are journalled anew when the journals are gone', async () => {
    const device = await filled();
    device.disk.wipe();
    expect(await expectAll(device)).toEqual(nothing);
    await Dexie.delete(device.name);
    expect((await expectAll(device)).rebuilt).toHaveLength(6);
  });

  it('are journalled anew when the journals are damaged, some time after the start', async () => {
    const device = await filled();
    for (const stream of ['recording-1.versions', 'searches'])
      device.disk.tamper(`journal/${stream}/lines-0.ndjson`, (bytes) => {
        const twice = new Uint8Array(bytes.length * 2);
        twice.set(bytes.with(30, bytes[30]! ^ 1));
        twice.set(bytes, bytes.length);
        return twice;
      });
    const first = device.tab();
    await first.database.recover();
    await first.database.scrub();
    expect(await first.database.scrub()).toBe(0);
    first.dies();
    await Dexie.delete(device.name);
    await expectAll(device);
  });

  it('leave nothing behind when the recording is purged', async () => {
    const device = await filled();
    const { database, journal } = device.tab();
    await database.recordings.purge('recording-1');
    expect(await database.versions.transcript(device.version.id)).toBeUndefined();
    expect((await journal.tips()).map(({ stream }) => stream)).not.toContain('recording-1.versions');
    database.close();
  });
});
