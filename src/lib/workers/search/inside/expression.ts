import type { Database } from '@sqlite.org/sqlite-wasm';
import type { SearchAnswer, SearchClause, SearchQuery } from '$lib/domain/search.ts';
import { alternatives } from './spelling.ts';
import { spread } from './text.ts';

/** An FTS5 expression; null where a word must be there that is nowhere, or where nothing is asked of the words. */
export type Expression = { match: string | null; isHopeless: boolean; corrected: SearchAnswer['corrected'] };

/** A string of FTS5: nothing in it is an operator. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const phrase = (words: readonly string[]): string => quoted(words.map(spread).join(' '));

const expressionOf = ({ kind, words }: SearchClause): string => phrase(words) + (kind === 'prefix' ? ' *' : '');

const isSaid = (database: Database, expression: string): boolean =>
  database.selectValue('select 1 from texts where texts match ? limit 1', expression) === 1;

/** A word that nobody said is looked for under the words most like it. */
const corrected = (database: Database, clause: SearchClause): { match: string; found: string[] } | null => {
  const match = expressionOf(clause);
  if (clause.kind === 'phrase' || isSaid(database, match)) return { match, found: [] };
  const found = alternatives(database, clause.words[0]!);
  return found.length === 0 ? null : { match: `(${found.map(quoted).join(' OR ')})`, found };
};

export const toExpression = (database: Database, { clauses }: SearchQuery): Expression => {
  const needed = clauses.filter((clause) => !clause.isExcluded);
  const excluded = clauses.filter((clause) => clause.isExcluded).map(expressionOf);
  const parts = needed.map((clause) => ({ asked: clause.words[0]!, ...corrected(database, clause) }));
  const isHopeless = parts.some(({ match }) => match === undefined);
  const words = parts.flatMap(({ asked, found }) => (found && found.length > 0 ? [{ asked, found }] : []));
  if (isHopeless || parts.length === 0) return { match: null, isHopeless, corrected: words };
  const positive = parts.map(({ match }) => match).join(' AND ');
  const match = excluded.length === 0 ? positive : `(${positive}) NOT (${excluded.join(' OR ')})`;
  return { match, isHopeless: false, corrected: words };
};
