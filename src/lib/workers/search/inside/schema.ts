import type { Database } from '@sqlite.org/sqlite-wasm';

/** Raise it when the tables change: the index is then made anew. */
const version = 1;

/**
 * A passage's id holds the number of its recording, so that hits can be counted by recording without reading a row:
 * `recording * passagesPerRecording + place`.
 */
export const passagesPerRecording = 2 ** 20;

/**
 * `texts` is an FTS5 index over `passages.words` (BM25, prefixes of two and three letters), which holds no second copy of
 * the text. `terms` are the words ever said, folded: where misspelt ones are looked up.
 */
const tables = `
  create table recordings(
    number integer primary key, id text not null unique, fingerprint text not null,
    title text not null, title_key text not null, created_at text not null);
  create table tags(recording integer not null, tag text not null, tag_key text not null);
  create index tags_by_key on tags(tag_key);
  create table passages(
    id integer primary key, paragraph text not null, speaker text not null, speaker_key text not null,
    language text not null, words text not null, starts blob not null);
  create index passages_by_speaker on passages(speaker);
  create index passages_by_language on passages(language);
  create virtual table texts using fts5(
    words, content='passages', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
  create table terms(term text primary key, length integer not null) without rowid;
  create index terms_by_length on terms(length);
  pragma user_version = ${version};`;

/** Makes the tables where they are not there, or are of another version. */
export const prepare = (database: Database): void => {
  database.exec('pragma cache_size = -8192; pragma journal_mode = truncate; pragma synchronous = normal;');
  if (database.selectValue('pragma user_version') === version) return;
  const names = database.selectValues(
    "select name from sqlite_master where type = 'table' and name not glob 'texts_*' and name not glob 'sqlite_*'",
  );
  database.transaction(() => {
    for (const name of names) database.exec(`drop table if exists "${String(name)}"`);
    database.exec(tables);
  });
};
