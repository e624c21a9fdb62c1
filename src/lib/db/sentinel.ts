/**
 * How much there should be, kept in a third place that fails on its own: localStorage. It cannot restore anything, but
 * it tells a new visitor from one whose library the browser has thrown away.
 */
export type SentinelState = { projects: number; lastSeq: number };

export interface Sentinel {
  read(): SentinelState | undefined;
  write(state: SentinelState): void;
}

const key = 'echoflow.sentinel';

export const createSentinel = (storage: Pick<Storage, 'getItem' | 'setItem'>): Sentinel => ({
  read: () => {
    try {
      const state = JSON.parse(storage.getItem(key) ?? '') as SentinelState;
      return Number.isInteger(state.projects) && Number.isInteger(state.lastSeq) ? state : undefined;
    } catch {
      return undefined;
    }
  },
  write: (state) => {
    try {
      storage.setItem(key, JSON.stringify(state));
    } catch {
      // Storage may be closed to us; the two homes stand without it.
    }
  },
});
