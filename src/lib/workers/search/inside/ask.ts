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

/** Conditions on a passage, of either table; the plus keeps SQLite from looking words up passage by passage. */
const passageConditions = (filters: SearchFilters, recordings: number[] | null): Condition[] => [
  ...(recordings === null
    ? []
    : [{ sql: `(rowid / ${passagesPerRecording}) in (${recordings.join(', ')})`, bind: [] as SqlValue[] }]),
  ...anyOf(
    (list) => `+rowid in (select id from passages where speaker_key in (${list}))`,
    filters.speakers.map(searchKey),
  ),
  ...anyOf(
    (list) => `+rowid in (select id from passages where language in (${list}))`,
    filters.languages.map((language) => language.toLowerCase()),
  ),
];

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

/** `marked`: its text with the marks of what was found; null where nothing was asked of the words. */
type Found = { id: number; rank: number; marked: string | null };

/** Which passages: `match` is what their words are asked. */
type Asked = { match: string | null; conditions: readonly Condition[] };

/** Where they are read from: those with the words, or all. */
const sourceOf = ({ match, conditions }: Asked): Condition => {
  const all = match === null ? conditions : [{ sql: 'texts match ?', bind: [match] }, ...conditions];
  return {
    sql: `${match === null ? 'passages' : 'texts'} where ${all.map(({ sql }) => sql).join(' and ')}`,
    bind: all.flatMap(({ bind }) => bind),
  };
};

const countOf = (database: Database, { sql, bind }: Condition): [passages: number, recordings: number] =>
  database.selectArray(`select count(*), count(distinct rowid / ${passagesPerRecording}) from ${sql}`, bind) as [
    number,
    number,
  ];

/**
 * The best ones. Their marks are asked for with the ranking: a question for each hit would gather everything that begins
 * with a prefix anew, thirty times. Of equal rank the first comes first: that is how FTS5 sorts.
 */
const bestOf = (database: Database, asked: Asked, limit: number): Found[] => {
  const { sql, bind } = sourceOf(asked);
  const found =
    asked.match === null
      ? database.selectObjects(`select rowid as id, 0.0 as rank, null as marked from ${sql} order by rowid limit ?`, [
          ...bind,
          limit,
        ])
      : database.selectObjects(
          `select rowid as id, rank, highlight(texts, 0, ?, ?) as marked from ${sql} order by rank limit ?`,
          [markStart, markEnd, ...bind, limit],
        );
  return found as unknown as Found[];
};

const hitOf = (database: Database, { id, rank, marked }: Found): SearchHit => {
  const [recordingId, paragraphId, speaker, text, starts] = database.selectArray(
    `select r.id, p.paragraph, p.speaker, p.words, p.starts
      from passages p join recordings r on r.number = p.id / ${passagesPerRecording} where p.id = ?`,
    id,
  ) as [string, string, string, string, Uint8Array];
  const words = unpackText(marked ?? text);
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
  const asked = { match, conditions };
  const [total, inRecordings] = countOf(database, sourceOf(asked));
  const hits = bestOf(database, asked, limit).map((found) => hitOf(database, found));
  return { hits, total, recordings: inRecordings, corrected };
};
