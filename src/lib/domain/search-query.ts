import { searchKey } from '$lib/core/search.ts';
import type { Recording } from './recording.ts';
import { noFilters, type SearchClause, type SearchFilters, type SearchQuery } from './search.ts';
import { tokenise } from './transcript-words.ts';

/**
 * What somebody types into the search field. Words are all required; `"a phrase"` stands one behind the other; `word*`
 * begins longer ones; `-word` excludes. `speaker:`, `tag:`, `in:` (title), `lang:`, `after:` and `before:` (dates, also
 * just a year or a month) narrow; their value may be quoted. The last word, still being typed, also begins longer ones.
 */
const piece = /(-)?(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;

const listFilters = { speaker: 'speakers', tag: 'tags', in: 'titles', lang: 'languages' } as const;
const dateFilters = ['after', 'before'] as const;

type Draft = { -readonly [K in keyof SearchFilters]: SearchFilters[K] };

const wordsIn = (text: string): string[] =>
  tokenise(text)
    .map((token) => token.text.normalize('NFC').replace(/^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}*]+$/gu, ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));

/** The first instant of a day, month or year, UTC; null where it is no date. */
const dateOf = (text: string): string | null => {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text);
  if (!match) return null;
  const [, year, month = '01', day = '01'] = match;
  const date = new Date(`${year}-${month}-${day}T00:00:00.000Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};

/** True where the piece was a filter and has been taken. */
const takeFilter = (filters: Draft, key: string, value: string): boolean => {
  const name = key.toLowerCase();
  if (name in listFilters) {
    const list = listFilters[name as keyof typeof listFilters];
    if (value.trim() !== '') filters[list] = [...filters[list], value.trim()];
    return true;
  }
  const date = dateFilters.find((each) => each === name);
  const from = date && dateOf(value);
  if (!date || !from) return false;
  filters[date] = from;
  return true;
};

const plainClause = (text: string, isExcluded: boolean): SearchClause[] => {
  const words = wordsIn(text);
  if (words.length === 0) return [];
  if (words.length > 1) return [{ kind: 'phrase', words: words.map((word) => word.replace(/\*+$/, '')), isExcluded }];
  const [word] = words as [string];
  const bare = word.replace(/\*+$/, '');
  return bare === '' ? [] : [{ kind: word.endsWith('*') ? 'prefix' : 'word', words: [bare], isExcluded }];
};

export const parseSearch = (text: string): SearchQuery => {
  const filters: Draft = { ...noFilters };
  const clauses: SearchClause[] = [];
  for (const [whole, minus, key, quoted, bare] of text.matchAll(piece)) {
    const value = quoted ?? bare ?? '';
    const isExcluded = minus !== undefined;
    if (key && !isExcluded && takeFilter(filters, key, value)) continue;
    clauses.push(...plainClause(quoted ?? whole.replace(/^-/, ''), isExcluded));
  }
  const last = clauses.at(-1);
  const isTyping = last?.kind === 'word' && !last.isExcluded && /[\p{L}\p{N}\p{M}]$/u.test(text);
  if (isTyping) clauses.splice(-1, 1, { ...last, kind: 'prefix' });
  return { clauses, filters };
};

/** True where there is nothing to look for: no word that must be there. */
export const isEmptySearch = ({ clauses, filters }: SearchQuery): boolean =>
  clauses.every((clause) => clause.isExcluded) &&
  [filters.speakers, filters.tags, filters.languages, filters.titles, filters.recordings].every(
    (list) => list.length === 0,
  ) &&
  filters.after === null &&
  filters.before === null;

const isLeft = ({ title, createdAt, tags = [] }: Titled, filters: SearchFilters): boolean => {
  const key = searchKey(title);
  const own = new Set(tags.map(searchKey));
  return (
    filters.tags.every((tag) => own.has(searchKey(tag))) &&
    (filters.titles.length === 0 || filters.titles.some((part) => key.includes(searchKey(part)))) &&
    (filters.after === null || createdAt >= filters.after) &&
    (filters.before === null || createdAt < filters.before)
  );
};

type Titled = Pick<Recording, 'title' | 'createdAt' | 'tags'>;

/**
 * Whether a recording answers by what is known of it without its text: every word stands in its title, and the filters
 * leave it. Who speaks and in which language is only known of passages.
 */
export const isTitled = (recording: Titled, { clauses, filters }: SearchQuery): boolean => {
  if (filters.speakers.length > 0 || filters.languages.length > 0) return false;
  const key = searchKey(recording.title);
  const stands = ({ words, isExcluded }: SearchClause) =>
    words.every((word) => key.includes(searchKey(word))) !== isExcluded;
  return clauses.every(stands) && isLeft(recording, filters);
};
