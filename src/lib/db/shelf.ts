import type { Table } from 'dexie';
import type { Parsed } from '$lib/domain/parse.ts';
import type { Journal, Shelf, ShelfItem } from '$lib/domain/ports.ts';
import { storing } from './failures.ts';
import { HomedRows } from './homed-rows.ts';
import type { Quarantine } from './quarantine.ts';
import { RowJournal } from './row-journal.ts';
import type { Tables } from './tables.ts';
import { watchable } from './watchable.ts';

export type ShelfName = 'collections' | 'searches' | 'presets';
export type HomedShelf<T> = Shelf<T> & {
  readonly name: ShelfName;
  /** Fills each home from the other; gives what was put back. */
  recover(): Promise<readonly T[]>;
};

/** A table and, as its second home, the journal stream of the same name. */
export const createShelf = <T extends ShelfItem>(
  name: ShelfName,
  parse: (row: unknown) => Parsed<T>,
  { tables, journal, quarantine }: { tables: Tables; journal: Journal; quarantine: Quarantine },
): HomedShelf<T> => {
  const table = tables.table(name) as Table<T, string>;
  const homed = new HomedRows(tables, table, new RowJournal(journal, { stream: name, parse }));
  const all = async (): Promise<readonly T[]> => quarantine.sift(name, await table.toArray(), parse).sort(byName);
  return {
    name,
    put: (item) => homed.put(item),
    remove: (id) => homed.remove(id),
    find: (id) =>
      storing(async () => {
        const row = await table.get(id);
        return row && quarantine.sift(name, [row], parse)[0];
      }),
    all: () => storing(all),
    watchAll: () => watchable(all),
    recover: () => homed.recover(all),
  };
};

const byName = (one: ShelfItem, two: ShelfItem): number => one.name.localeCompare(two.name);
