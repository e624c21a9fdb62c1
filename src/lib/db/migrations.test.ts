import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { fakeDevice, firstOf } from '../../../tests/fakes/storage.ts';
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
  database.close();
});
