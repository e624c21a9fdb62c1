import type { Parsed } from '$lib/domain/parse.ts';
import type { Journal, JournalContent } from '$lib/domain/ports.ts';

/** Rows as they were last written, and the ids of what was deleted for good. */
export type JournalledRows<T> = { seq: number; rows: Map<string, T>; gone: Set<string>; damaged: boolean };

type Entry = { put: unknown } | { gone: string } | { rows: unknown[]; gone: string[] };

export type RowJournalOptions<T> = {
  stream: string;
  parse(row: unknown): Parsed<T>;
  /** Behind this many bytes of changes the whole is written anew. */
  foldAfterBytes?: number;
  onWritten?(state: JournalledRows<T>): void;
};

/** The second home of a table of small rows, in one stream. Callers hold the lock named like the stream. */
export class RowJournal<T extends { id: string }> {
  constructor(
    private readonly journal: Journal,
    private readonly options: RowJournalOptions<T>,
  ) {}

  get stream(): string {
    return this.options.stream;
  }

  async read(): Promise<JournalledRows<T>> {
    return this.#replay(await this.journal.read(this.stream));
  }

  put(row: T): Promise<void> {
    return this.#write({ put: row }, (state) => this.#put(state, row));
  }

  bury(id: string): Promise<void> {
    return this.#write({ gone: id }, (state) => remove(state, id));
  }

  /** Writes the whole anew: recovery's way, and what keeps the journal short. */
  async fold(state: JournalledRows<T>): Promise<void> {
    const body = JSON.stringify({ rows: [...state.rows.values()], gone: [...state.gone] } satisfies Entry);
    await this.journal.snapshot(this.stream, { seq: state.seq, body });
    this.options.onWritten?.(state);
  }

  /** Leaves nothing on disk of rows that are gone: the generation before, kept as a reserve, is written anew too. */
  async erase(): Promise<void> {
    const state = await this.read();
    await this.fold(state);
    await this.fold(state);
  }

  /** Once gone, always gone: a record that comes later brings nothing back. */
  #replay({ snapshot, records, damaged }: JournalContent): JournalledRows<T> {
    const state: JournalledRows<T> = { seq: 0, rows: new Map(), gone: new Set(), damaged };
    for (const { seq, body } of [...(snapshot ? [snapshot] : []), ...records]) {
      const entry = JSON.parse(body) as Entry;
      if ('put' in entry) this.#put(state, entry.put);
      else for (const id of [entry.gone].flat()) remove(state, id);
      if ('rows' in entry) for (const row of entry.rows) this.#put(state, row);
      state.seq = seq;
    }
    return state;
  }

  #put(state: JournalledRows<T>, row: unknown): void {
    const parsed = this.options.parse(row);
    if (parsed.ok && !state.gone.has(parsed.value.id)) state.rows.set(parsed.value.id, parsed.value);
  }

  async #write(entry: Entry, change: (state: JournalledRows<T>) => void): Promise<void> {
    const state = await this.read();
    state.seq += 1;
    change(state);
    if (state.damaged) return this.fold(state);
    const { sizeBytes } = await this.journal.append(this.stream, { seq: state.seq, body: JSON.stringify(entry) });
    this.options.onWritten?.(state);
    if (sizeBytes > (this.options.foldAfterBytes ?? 64 * 1024)) await this.fold(state);
  }
}

const remove = <T>(state: JournalledRows<T>, id: string): void => {
  state.gone.add(id);
  state.rows.delete(id);
};
