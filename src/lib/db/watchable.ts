import { liveQuery } from 'dexie';
import type { Watchable } from '$lib/domain/ports.ts';

/** A query run again whenever what it read has changed, in this tab or another. */
export const watchable = <T>(query: () => Promise<T>): Watchable<T> => {
  const live = liveQuery(query);
  return {
    subscribe: (onValue, onError) => live.subscribe(onValue, onError),
  };
};
