import { parseRow } from '$lib/domain/parse.ts';
import type { Journal, JournalContent } from '$lib/domain/ports.ts';
import { recordingSchema, type Recording } from '$lib/domain/recording.ts';
import type { Sentinel } from './sentinel.ts';

/** The second home of the library: every row as it was last written, and the ids of what was deleted for good. */
export type LibraryState = { seq: number; rows: Map<string, Recording>; gone: Set<string>; damaged: boolean };

type Entry = { put: unknown } | { gone: string } | { rows: unknown[]; gone: string[] };

export const libraryStream = 'library';
const snapshotAfterBytes = 64 * 1024;

const put = (state: LibraryState, row: unknown): void => {
  const parsed = parseRow(recordingSchema, row);
  if (parsed.ok && !state.gone.has(parsed.value.id)) state.rows.set(parsed.value.id, parsed.value);
};

const remove = (state: LibraryState, id: string): void => {
  state.gone.add(id);
  state.rows.delete(id);
};

/** Once gone, always gone: a record that comes later brings nothing back. */
export const replayLibrary = ({ snapshot, records, damaged }: JournalContent): LibraryState => {
  const state: LibraryState = { seq: 0, rows: new Map(), gone: new Set(), damaged };
  for (const { seq, body } of [...(snapshot ? [snapshot] : []), ...records]) {
    const entry = JSON.parse(body) as Entry;
    if ('put' in entry) put(state, entry.put);
    else for (const id of [entry.gone].flat()) remove(state, id);
    if ('rows' in entry) for (const row of entry.rows) put(state, row);
    state.seq = seq;
  }
  return state;
};

/** Callers hold the lock `library`. */
export class LibraryJournal {
  constructor(
    private readonly journal: Journal,
    private readonly sentinel: Sentinel,
  ) {}

  async read(): Promise<LibraryState> {
    return replayLibrary(await this.journal.read(libraryStream));
  }

  put(recording: Recording): Promise<void> {
    return this.#write({ put: recording }, (state) => put(state, recording));
  }

  bury(id: string): Promise<void> {
    return this.#write({ gone: id }, (state) => remove(state, id));
  }

  /** Writes the whole anew: recovery's way, and what keeps the journal short. */
  async fold(state: LibraryState): Promise<void> {
    const body = JSON.stringify({ rows: [...state.rows.values()], gone: [...state.gone] } satisfies Entry);
    await this.journal.snapshot(libraryStream, { seq: state.seq, body });
    this.sentinel.write({ projects: state.rows.size, lastSeq: state.seq });
  }

  async #write(entry: Entry, change: (state: LibraryState) => void): Promise<void> {
    const state = await this.read();
    state.seq += 1;
    change(state);
    if (state.damaged) return this.fold(state);
    const { sizeBytes } = await this.journal.append(libraryStream, { seq: state.seq, body: JSON.stringify(entry) });
    this.sentinel.write({ projects: state.rows.size, lastSeq: state.seq });
    if (sizeBytes > snapshotAfterBytes) await this.fold(state);
  }
}
