import { logger } from '$lib/core/log.ts';
import type { SearchIndex } from '$lib/domain/ports.ts';
import type { SearchDocument, SearchQuery } from '$lib/domain/search.ts';
import { search } from './inside/ask.ts';
import { facets } from './inside/facets.ts';
import { openStore, type Store } from './inside/store.ts';
import { indexed, put, remove } from './inside/write.ts';

const log = logger('search');

/** SQLite's code for a file that is no database, or a broken one. */
const isBroken = (error: unknown): boolean => /SQLITE_(CORRUPT|NOTADB|CANTOPEN|IOERR)/.test(String(error));

/**
 * The index of the library. It holds nothing that cannot be made again: a broken one is thrown away, and whoever asks
 * what is indexed is told nothing is.
 */
export const createSearchEngine = (store: Store = openStore()): SearchIndex => {
  const mended = async <T>(task: Parameters<Store['use']>[0]): Promise<T> => {
    try {
      return (await store.use(task)) as T;
    } catch (error) {
      if (!isBroken(error)) throw error;
      log.warn('index thrown away', { error });
      await store.clear();
      return (await store.use(task)) as T;
    }
  };
  return {
    indexed: () => mended(indexed),
    put: (document: SearchDocument) => mended((database) => put(database, document)),
    remove: (recordingIds: readonly string[]) => mended((database) => remove(database, recordingIds)),
    search: (query: SearchQuery, limit: number) => mended((database) => search(database, query, limit)),
    facets: () => mended(facets),
    clear: () => store.clear(),
  };
};
