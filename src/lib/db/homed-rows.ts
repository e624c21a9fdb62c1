import type { Table } from 'dexie';
import { exclusive } from './exclusive.ts';
import { storing } from './failures.ts';
import { assertWritable } from './newer.ts';
import type { RowJournal } from './row-journal.ts';
import type { Tables } from './tables.ts';

/** Rows of a table that have a second home: written to the journal first, to the table second. */
export class HomedRows<T extends { id: string }> {
  constructor(
    private readonly tables: Tables,
    private readonly table: Table<T, string>,
    private readonly journal: RowJournal<T>,
  ) {}

  put(row: T): Promise<void> {
    return this.#alone(async () => {
      await this.journal.put(row);
      await this.table.put(row);
    });
  }

  remove(id: string): Promise<void> {
    return this.#alone(async () => {
      await this.journal.bury(id);
      await this.table.delete(id);
    });
  }

  /**
   * Compares the homes and fills each from the other; a removal that was killed in the middle is finished.
   *
   * @param live the rows the table holds
   * @returns those that were put back into it
   */
  recover(live: () => Promise<readonly T[]>): Promise<readonly T[]> {
    return this.#alone(async () => {
      const rows = await live();
      const state = await this.journal.read();
      const known = new Set(rows.map(({ id }) => id));
      const back = [...state.rows.values()].filter(({ id }) => !known.has(id));
      const doomed = rows.filter(({ id }) => state.gone.has(id)).map(({ id }) => id);
      if (back.length > 0) await this.table.bulkPut(back);
      if (doomed.length > 0) await this.table.bulkDelete(doomed);
      const unjournalled = rows.filter(({ id }) => !state.rows.has(id) && !state.gone.has(id));
      if (unjournalled.length > 0 || state.damaged) {
        for (const row of unjournalled) state.rows.set(row.id, row);
        await this.journal.fold({ ...state, seq: state.seq + 1 });
      }
      return back;
    });
  }

  #alone<R>(task: () => Promise<R>): Promise<R> {
    const work = async () => {
      await assertWritable(this.tables);
      return task();
    };
    return exclusive(this.journal.stream, () => storing(work));
  }
}
