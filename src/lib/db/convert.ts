import type { Transaction } from 'dexie';
import { AppError } from '$lib/core/errors.ts';

type Row = Record<string, unknown>;

/** Rows held in memory at a time. */
const batchRows = 100;

const isPlain = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** Equal data, typed arrays and dates included; blobs by size and type. */
const isSame = (one: unknown, two: unknown): boolean => {
  if (Object.is(one, two)) return true;
  if (!isPlain(one) || !isPlain(two)) return false;
  if (one instanceof Blob && two instanceof Blob) return one.size === two.size && one.type === two.type;
  const keys = Object.keys(one);
  return keys.length === Object.keys(two).length && keys.every((key) => isSame(one[key], two[key]));
};

const broken = (table: string, problem: string): AppError =>
  new AppError('storage/corrupt', { message: `Not upgraded: ${problem}.`, detail: { table } });

/**
 * Copies every row of a table, changed, into `staging`; reads the copies back and compares them with what they should be;
 * only then they take the place of the rows. Throws `storage/corrupt` where they differ, and the transaction of the
 * upgrade takes everything back.
 */
export const convertTable = async (
  transaction: Transaction,
  name: string,
  convert: (row: Row) => Promise<Row>,
): Promise<void> => {
  const [source, staging] = [transaction.table<Row>(name), transaction.table<{ id: number; row: Row }>('staging')];
  const keys = await source.toCollection().primaryKeys();
  const batches = Array.from({ length: Math.ceil(keys.length / batchRows) }, (_, index) =>
    keys.slice(index * batchRows, (index + 1) * batchRows),
  );
  const changed = async (batch: typeof keys): Promise<Row[]> => {
    const rows: Row[] = [];
    for (const row of await source.bulkGet(batch)) if (row) rows.push(await convert(row));
    return rows;
  };
  await staging.clear();
  for (const batch of batches) await staging.bulkAdd((await changed(batch)).map((row) => ({ row }) as never));
  const copies = await staging.toCollection().primaryKeys();
  if (copies.length !== keys.length) throw broken(name, 'copies are missing');
  const copiesOf = async (index: number) =>
    (await staging.bulkGet(copies.slice(index * batchRows, (index + 1) * batchRows))).map((each) => each?.row);
  for (const [index, batch] of batches.entries()) {
    const expected = await changed(batch);
    const found = await copiesOf(index);
    if (!expected.every((row, at) => isSame(found[at], row))) throw broken(name, 'a copy differs');
  }
  for (const index of batches.keys()) await source.bulkPut((await copiesOf(index)).filter((row) => row !== undefined));
  if ((await source.count()) !== keys.length) throw broken(name, 'rows were lost or doubled');
  await staging.clear();
};
