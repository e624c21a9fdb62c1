import { logger } from '$lib/core/log.ts';
import type { Parsed } from '$lib/domain/parse.ts';
import type { Tables } from './tables.ts';

const log = logger('db');

/**
 * Sets rows aside that no longer mean anything, so that one bad row never hides the others. A live query may not write,
 * so the move happens after the read that found it.
 */
export class Quarantine {
  #moves: Promise<unknown> = Promise.resolve();
  readonly #seen = new Set<string>();

  constructor(private readonly tables: Tables) {}

  /** The good rows' values; each bad one is on its way to quarantine. */
  sift<Row, T>(table: string, rows: readonly Row[], parse: (row: Row) => Parsed<T>): T[] {
    const values: T[] = [];
    for (const row of rows) {
      const parsed = parse(row);
      if (parsed.ok) values.push(parsed.value);
      else this.#setAside(table, row, parsed.problem);
    }
    return values;
  }

  /** Resolves when every row found so far has been moved. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await this.#moves;
  }

  #setAside(table: string, row: unknown, problem: string): void {
    const source = this.tables.table(table);
    const { keyPath } = source.schema.primKey;
    const parts = [keyPath ?? []].flat().map((part) => (row as Record<string, unknown>)[part]);
    const key = Array.isArray(keyPath) ? parts : parts[0];
    const name = JSON.stringify([table, key]);
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    log.error('row set aside', { table, problem });
    const move = () =>
      this.tables.transaction('rw', [source, this.tables.quarantine], async () => {
        await this.tables.quarantine.add({ table, row, problem, at: new Date().toISOString() });
        await source.delete(key as never);
      });
    // A timer leaves the live query's zone, in which writing is refused.
    setTimeout(() => {
      this.#moves = this.#moves.then(move).catch(() => log.error('row could not be set aside', { table }));
    }, 0);
  }
}
