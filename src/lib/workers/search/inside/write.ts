import type { Database } from '@sqlite.org/sqlite-wasm';
import { searchKey } from '$lib/core/search.ts';
import type { SearchDocument, SearchPassage } from '$lib/domain/search.ts';
import { passagesPerRecording } from './schema.ts';
import { forgetWords } from './spelling.ts';
import { packText, termsOf } from './text.ts';

type Row = { id: number; paragraph: string; speaker: string; language: string; words: string; starts: Uint8Array };

const bytesOf = (starts: Float32Array): Uint8Array =>
  new Uint8Array(starts.buffer.slice(starts.byteOffset, starts.byteOffset + starts.byteLength) as ArrayBuffer);

const isEqual = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

const rowOf = ({ paragraphId, speaker, language, words, joined, starts }: SearchPassage): Omit<Row, 'id'> => ({
  paragraph: paragraphId,
  speaker,
  language: language ?? '',
  words: packText(words, joined),
  starts: bytesOf(starts),
});

const isSame = (row: Row, next: Omit<Row, 'id'>): boolean =>
  row.words === next.words &&
  row.speaker === next.speaker &&
  row.language === next.language &&
  isEqual(row.starts, next.starts);

/** Ids of all passages of one recording: from the first number to below the second. */
const rangeOf = (recording: number): [number, number] => [
  recording * passagesPerRecording,
  (recording + 1) * passagesPerRecording,
];

const numberOf = (database: Database, id: string): number | undefined =>
  database.selectValue('select number from recordings where id = ?', id) as number | undefined;

const rowsOf = (database: Database, recording: number): Row[] =>
  database.selectObjects(
    'select id, paragraph, speaker, language, words, starts from passages where id >= ? and id < ?',
    rangeOf(recording),
  ) as unknown as Row[];

const erase = (database: Database, rows: readonly Row[]): void => {
  for (const { id, words } of rows) {
    database.exec({ sql: "insert into texts(texts, rowid, words) values ('delete', ?, ?)", bind: [id, words] });
    database.exec({ sql: 'delete from passages where id = ?', bind: [id] });
  }
};

const insert = (database: Database, firstId: number, rows: readonly Omit<Row, 'id'>[]): void => {
  const passage = database.prepare('insert into passages values (?, ?, ?, ?, ?, ?, ?)');
  const text = database.prepare('insert into texts(rowid, words) values (?, ?)');
  const term = database.prepare('insert or ignore into terms values (?, ?)');
  const known = new Set<string>();
  try {
    rows.forEach(({ paragraph, speaker, language, words, starts }, index) => {
      const id = firstId + index;
      passage.bind([id, paragraph, speaker, searchKey(speaker), language, words, starts]).stepReset();
      text.bind([id, words]).stepReset();
      for (const each of termsOf(words)) known.add(each);
    });
    for (const each of known) term.bind([each, each.length]).stepReset();
  } finally {
    for (const statement of [passage, text, term]) statement.finalize();
  }
};

const describe = (database: Database, { recordingId, fingerprint, title, createdAt, tags }: SearchDocument): number => {
  database.exec({
    sql: `insert into recordings(id, fingerprint, title, title_key, created_at) values (?1, ?2, ?3, ?4, ?5)
      on conflict(id) do update set fingerprint = ?2, title = ?3, title_key = ?4, created_at = ?5`,
    bind: [recordingId, fingerprint, title, searchKey(title), createdAt],
  });
  const recording = numberOf(database, recordingId)!;
  database.exec({ sql: 'delete from tags where recording = ?', bind: [recording] });
  for (const tag of tags) {
    database.exec({ sql: 'insert into tags values (?, ?, ?)', bind: [recording, tag, searchKey(tag)] });
  }
  return recording;
};

/** Brings the index to a document's state: paragraphs that did not change are left alone. */
export const put = (database: Database, document: SearchDocument): void =>
  database.transaction(() => {
    const recording = describe(database, document);
    const before = new Map(rowsOf(database, recording).map((row) => [row.paragraph, row]));
    const fresh: Omit<Row, 'id'>[] = [];
    const stale: Row[] = [];
    for (const passage of document.passages) {
      const row = before.get(passage.paragraphId);
      const next = rowOf(passage);
      before.delete(passage.paragraphId);
      if (row && isSame(row, next)) continue;
      if (row) stale.push(row);
      fresh.push(next);
    }
    erase(database, [...stale, ...before.values()]);
    const [from, until] = rangeOf(recording);
    const last = database.selectValue('select max(id) from passages where id >= ? and id < ?', [from, until]);
    insert(database, last === null ? from : Number(last) + 1, fresh);
  });

/** Takes recordings out of the index, words and all. */
export const remove = (database: Database, recordingIds: readonly string[]): void =>
  database.transaction(() => {
    for (const id of recordingIds) {
      const recording = numberOf(database, id);
      if (recording === undefined) continue;
      erase(database, rowsOf(database, recording));
      database.exec({ sql: 'delete from tags where recording = ?', bind: [recording] });
      database.exec({ sql: 'delete from recordings where number = ?', bind: [recording] });
    }
    const isEmpty = database.selectValue('select count(*) from passages') === 0;
    if (!isEmpty) return;
    database.exec("delete from terms; insert into texts(texts) values ('rebuild')");
    forgetWords(database);
  });

/** The fingerprint of every recording in the index. */
export const indexed = (database: Database): ReadonlyMap<string, string> =>
  new Map(database.selectArrays('select id, fingerprint from recordings') as [string, string][]);
