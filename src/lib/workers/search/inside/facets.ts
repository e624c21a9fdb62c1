import type { Database } from '@sqlite.org/sqlite-wasm';
import type { SearchFacets } from '$lib/domain/search.ts';

const most = 50;

const values = (database: Database, sql: string): string[] =>
  database.selectValues(`${sql} order by count(*) desc limit ${most}`).map(String);

/** What a search can be narrowed to, the most frequent first. */
export const facets = (database: Database): SearchFacets => ({
  speakers: values(database, "select speaker from passages where speaker <> '' group by speaker"),
  languages: values(database, "select language from passages where language <> '' group by language"),
  tags: values(database, 'select tag from tags group by tag_key'),
});
