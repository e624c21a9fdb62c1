import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { Dexie, type Transaction } from 'dexie';
import { describe, expect, it } from 'vitest';
import { fakeDevice, firstOf } from '../../../tests/fakes/storage.ts';
import { convertTable } from './convert.ts';
import { migrations } from './migrations.ts';

type Rows = Record<string, Record<string, unknown>[]>;

/** JSON has no bytes: `$blob`, `$int8`, `$uint8` and `$float64` (null for NaN) stand for them. */
const revive = (_key: string, value: unknown): unknown => {
  const [[kind, given] = []] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (kind === '$blob') return new Blob([given as string]);
  if (kind === '$int8') return Int8Array.from(given as number[]);
  if (kind === '$uint8') return Uint8Array.from(given as number[]);
  if (kind === '$float64') return Float64Array.from(given as (number | null)[], (each) => each ?? NaN);
  return value;
};

const readFixture = (version: number): Rows => {
  const path = new URL(`../../../tests/fixtures/db/v${version}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8'), revive) as Rows;
};

/** Puts the rows on disk as an app of that version would have found its own tables. */
const write = async (name: string, version: number, rows: Rows) => {
  const old = new Dexie(name);
  for (const each of migrations.filter((migration) => migration.version <= version)) {
    old.version(each.version).stores({ ...each.stores });
  }
  for (const [table, entries] of Object.entries(rows)) await old.table(table).bulkPut(entries);
  old.close();
};

const raw = async <T>(name: string, use: (dexie: Dexie) => PromiseLike<T>): Promise<T> => {
  const dexie = await new Dexie(name).open();
  const value = await use(dexie);
  dexie.close();
  return value;
};

it.each(migrations.map(({ version }) => version))('opens everything that version %i wrote', async (version) => {
  const { name, tab } = fakeDevice();
  await write(name, version, readFixture(version));
  const { database } = tab();
  const [recording] = await firstOf(database.recordings.watchAll());
  expect(recording).toMatchObject({ title: 'Interview with Anna', durationSeconds: 2.5 });
  const id = recording!.id;
  expect(await (await database.files.get(id)).text()).toBe('hello');
  expect((await database.artifacts.find(id, 'peaks', 'f1'))?.levels[0]?.data).toEqual(Int8Array.of(-3, 4, -5, 6));
  expect(await database.artifacts.loadCheckpoint(id, 'f2')).toEqual({ done: 1 });
  const transcript = await database.transcripts.find(id);
  expect(transcript).toMatchObject({ revision: 2, speakers: [{ id: 's1', name: 'Anna' }] });
  const unknown = { start: null, end: null, conf: null, confTime: null };
  expect(transcript?.paragraphs[0]?.words).toEqual([
    { id: 'w1', text: 'Good', start: 0.5, end: 0.75, conf: 0.875, confTime: null, origin: 'machine' },
    { id: 'w2', text: 'morning.', ...unknown, origin: 'inserted', joined: true },
  ]);
  expect((await database.jobs.all()).map((job) => job.state.kind)).toEqual(['done']);
  expect((await database.settings.load()).appearance.theme).toBe('dark');
  expect(await database.models.manifest('m1')).toMatchObject({ revision: 'r1' });
  expect(await database.quarantined()).toEqual([]);
  const head = await raw(name, (dexie) => dexie.table('transcripts').get(id));
  expect(head).toMatchObject({ words: 2 });
  database.close();
});

it('opens versions, collections, searches and presets, with what a newer app added to them', async () => {
  const { name, tab } = fakeDevice();
  await write(name, 2, readFixture(2));
  const { database } = tab();
  const [version] = await firstOf(database.versions.watch('0mh6z0000aaaaaaaaaaaa'));
  expect(version).toMatchObject({ name: 'Before the call', revision: 1, words: 1 });
  expect((await database.versions.transcript(version!.id))?.paragraphs[0]?.words[0]?.text).toBe('Good');
  expect(await database.collections.all()).toMatchObject([{ name: 'Interviews', colour: 'green' }]);
  expect(await database.searches.all()).toMatchObject([{ name: 'Prices', query: 'price' }]);
  expect(await database.presets.all()).toMatchObject([{ name: 'Subtitles', value: { format: 'srt' } }]);
  expect(await database.quarantined()).toEqual([]);
  database.close();
});

describe('an upgrade', () => {
  const open = (name: string, upgrade: (transaction: Transaction) => Promise<void>) => {
    const dexie = new Dexie(name);
    dexie.version(1).stores({ ...migrations[0]!.stores });
    dexie.version(2).stores({ staging: '++id' }).upgrade(upgrade);
    return dexie;
  };
  const heads = Array.from({ length: 120 }, (_, index) => ({ recordingId: `r${index}`, order: [], mark: index }));

  it('that is killed at any row leaves the version before whole, and runs again', async () => {
    for (const killedAt of [0, 99, 100, 120, 239]) {
      const name = `killed-${killedAt}`;
      await write(name, 1, { transcripts: heads });
      let converted = 0;
      const dying = open(name, (transaction) =>
        convertTable(transaction, 'transcripts', async (row) => {
          if (converted++ === killedAt) throw new Error('killed');
          return { ...row, words: 7 };
        }),
      );
      await expect(dying.open()).rejects.toThrow();
      dying.close();
      expect(await raw(name, (dexie) => dexie.table('transcripts').toArray())).toHaveLength(120);
      expect(
        await raw(name, (dexie) =>
          dexie
            .table('transcripts')
            .filter((row) => 'words' in row)
            .count(),
        ),
      ).toBe(0);
      const again = open(name, (transaction) =>
        convertTable(transaction, 'transcripts', async (row) => ({ ...row, words: row.mark })),
      );
      const rows = (await again.table('transcripts').toArray()) as { mark: number; words: number }[];
      expect(rows.map(({ words }) => words).sort((one, two) => one - two)).toEqual(heads.map(({ mark }) => mark));
      expect(await again.table('staging').count()).toBe(0);
      again.close();
    }
  });

  it('whose copies differ from what they should be changes nothing', async () => {
    await write('unsteady', 1, { transcripts: heads });
    let calls = 0;
    const dexie = open('unsteady', (transaction) =>
      convertTable(transaction, 'transcripts', async (row) => ({ ...row, words: calls++ })),
    );
    await expect(dexie.open()).rejects.toThrow(/copy differs/);
    dexie.close();
    expect(
      await raw('unsteady', (old) =>
        old
          .table('transcripts')
          .filter((row) => 'words' in row)
          .count(),
      ),
    ).toBe(0);
  });
});
