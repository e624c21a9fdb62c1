import type { Database, SqlValue } from '@sqlite.org/sqlite-wasm';
import { searchKey } from '$lib/core/search.ts';
import {
  noAnswer,
  type SearchAnswer,
  type SearchFilters,
  type SearchHit,
  type SearchQuery,
} from '$lib/domain/search.ts';
import { toExpression } from './expression.ts';
import { passagesPerRecording } from './schema.ts';
import { markEnd, markStart, unpackText, type MarkedWord } from './text.ts';

/** Words shown before the first match, and in all. */
const wordsBefore = 8;
const wordsShown = 28;

type Condition = { sql: string; bind: SqlValue[] };

const places = (list: readonly unknown[]): string => list.map(() => '?').join(', ');

const anyOf = (sql: (count: string) => string, list: readonly string[]): Condition[] =>
  list.length === 0 ? [] : [{ sql: sql(places(list)), bind: [...list] }];

const titleCondition = ({ titles }: SearchFilters): Condition[] =>
  titles.length === 0
    ? []
    : [
        {
          sql: `(${titles.map(() => 'instr(title_key, ?) > 0').join(' or ')})`,
          bind: titles.map(searchKey),
        },
      ];

/** Numbers of the recordings the filters leave; null where they leave all. */
const recordingsIn = (database: Database, filters: SearchFilters): number[] | null => {
  const tags = filters.tags.map((tag): Condition => ({
    sql: 'number in (select recording from tags where tag_key = ?)',
    bind: [searchKey(tag)],
  }));
  const conditions = [
    ...tags,
    ...titleCondition(filters),
    ...anyOf((list) => `id in (${list})`, filters.recordings),
    ...(filters.after === null ? [] : [{ sql: 'created_at >= ?', bind: [filters.after] }]),
    ...(filters.before === null ? [] : [{ sql: 'created_at < ?', bind: [filters.before] }]),
  ];
  if (conditions.length === 0) return null;
  const where = conditions.map(({ sql }) => sql).join(' and ');
  const bind = conditions.flatMap((condition) => condition.bind);
  return database.selectValues(`select number from recordings where ${where}`, bind).map(Number);
};

/** Conditions on a passage; `id` is its number. */
const passageConditions = (filters: SearchFilters, recordings: number[] | null): Condition[] => [
  ...(recordings === null
    ? []
    : [{ sql: `(id / ${passagesPerRecording}) in (${recordings.join(', ')})`, bind: [] as SqlValue[] }]),
  ...anyOf((list) => `id in (select id from passages where speaker_key in (${list}))`, filters.speakers.map(searchKey)),
  ...anyOf(
    (list) => `id in (select id from passages where language in (${list}))`,
    filters.languages.map((language) => language.toLowerCase()),
  ),
];

/** The source of passages: those with the words, or all. */
const sourceOf = (match: string | null): Condition =>
  match === null
    ? { sql: 'select id, 0.0 as rank from passages', bind: [] }
    : { sql: 'select rowid as id, rank from texts where texts match ?', bind: [match] };

/** First places of the words shown: around the first match, or the beginning. */
const excerptOf = (words: readonly MarkedWord[]): { firstWord: number; match: number } => {
  const match = Math.max(
    0,
    words.findIndex((word) => word.isMatch),
  );
  return { firstWord: Math.max(0, Math.min(match - wordsBefore, words.length - wordsShown)), match };
};

const startAt = (starts: Uint8Array, word: number): number | null => {
  const seconds = new DataView(starts.buffer, starts.byteOffset, starts.byteLength).getFloat32(word * 4, true);
  return Number.isNaN(seconds) ? null : seconds;
};

type Found = { id: number; rank: number };

const hitOf = (database: Database, match: string | null, { id, rank }: Found): SearchHit => {
  const [recordingId, paragraphId, speaker, text, starts] = database.selectArray(
    `select r.id, p.paragraph, p.speaker, p.words, p.starts
      from passages p join recordings r on r.number = p.id / ${passagesPerRecording} where p.id = ?`,
    id,
  ) as [string, string, string, string, Uint8Array];
  const marked =
    match === null
      ? text
      : (database.selectValue('select highlight(texts, 0, ?, ?) from texts where texts match ? and rowid = ?', [
          ...[markStart, markEnd, match, id],
        ]) as string);
  const words = unpackText(marked);
  const excerpt = excerptOf(words);
  return {
    ...{ recordingId, paragraphId, speaker, score: -rank },
    firstWord: excerpt.firstWord,
    words: words.slice(excerpt.firstWord, excerpt.firstWord + wordsShown),
    match: { word: excerpt.match, startSeconds: startAt(starts, excerpt.match) },
  };
};

/** The best `limit` passages by BM25 (SQLite's FTS5), with how many there are. */
export const search = (database: Database, query: SearchQuery, limit: number): SearchAnswer => {
  const { match, isHopeless, corrected } = toExpression(database, query);
  if (isHopeless) return { ...noAnswer, corrected };
  const recordings = recordingsIn(database, query.filters);
  const conditions = passageConditions(query.filters, recordings);
  if (match === null && conditions.length === 0) return noAnswer;
  const source = sourceOf(match);
  const where = conditions.length === 0 ? '' : `where ${conditions.map(({ sql }) => sql).join(' and ')}`;
  const bind = [...source.bind, ...conditions.flatMap((condition) => condition.bind)];
  const [total, inRecordings] = database.selectArray(
    `select count(*), count(distinct id / ${passagesPerRecording}) from (${source.sql}) ${where}`,
    bind,
  ) as [number, number];
  const found = database.selectObjects(`select id, rank from (${source.sql}) ${where} order by rank, id limit ?`, [
    ...bind,
    limit,
  ]) as unknown as Found[];
  const hits = found.map((each) => hitOf(database, match, each));
  return { hits, total, recordings: inRecordings, corrected };
};
