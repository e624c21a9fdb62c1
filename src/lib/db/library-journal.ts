import { parseRow } from '$lib/domain/parse.ts';
import type { Journal } from '$lib/domain/ports.ts';
import { recordingSchema, type Recording } from '$lib/domain/recording.ts';
import { RowJournal, type JournalledRows } from './row-journal.ts';
import type { Sentinel } from './sentinel.ts';

/** The second home of the library's rows; the sentinel hears of every change. */
export type LibraryState = JournalledRows<Recording>;
export type LibraryJournal = RowJournal<Recording>;

export const libraryStream = 'library';

export const createLibraryJournal = (journal: Journal, sentinel: Sentinel): LibraryJournal =>
  new RowJournal(journal, {
    stream: libraryStream,
    parse: (row) => parseRow(recordingSchema, row),
    onWritten: ({ rows, seq }) => sentinel.write({ projects: rows.size, lastSeq: seq }),
  });
