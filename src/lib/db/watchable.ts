import { liveQuery } from 'dexie';
import type { Watchable } from '$lib/domain/ports.ts';

/**
 * An answer looked up again whenever `trigger` gives another value: what the answer reads is not watched, so that it may be
 * much. Of answers that come in another order only the one asked for last counts.
 */
export const answeredAnew = <S, T>(trigger: () => Promise<S>, answer: (seen: S) => Promise<T>): Watchable<T> => ({
  subscribe: (onValue, onError) => {
    let asked = 0;
    const ask = async (seen: S): Promise<void> => {
      asked += 1;
      const mine = asked;
      try {
        const value = await answer(seen);
        if (mine === asked) onValue(value);
      } catch (error) {
        if (mine === asked) onError?.(error);
      }
    };
    const watched = liveQuery(trigger).subscribe((seen) => void ask(seen), onError);
    return {
      unsubscribe: () => {
        asked = -1;
        watched.unsubscribe();
      },
    };
  },
});

/** A query run again whenever what it read has changed, in this tab or another. */
export const watchable = <T>(query: () => Promise<T>): Watchable<T> => {
  const live = liveQuery(query);
  return {
    subscribe: (onValue, onError) => live.subscribe(onValue, onError),
  };
};
