import type { TranscriptEdit } from './transcript-edit.ts';

/** One step of a history: the edit that takes it back, or, beyond the cursor, the edit that does it again. */
export type HistoryStep = { seq: number; edit: TranscriptEdit };

/** The history of a transcript as it was at this revision. Steps below `cursor` can be undone, the others redone. */
export type StoredHistory = { revision: number; cursor: number; steps: readonly HistoryStep[] };

/** What a save changes of the stored history: steps put, and those outside `from…until` dropped. */
export type HistoryChange = { steps: readonly HistoryStep[]; from: number; until: number; cursor: number };

/**
 * What goes with a save. `fence`: the token of the tab that owns the recording; a save with an older one than the store has
 * seen is refused, so that a tab that was taken over writes nothing more. `onJournalled`: called once a kill can take none of
 * it any more; the next save may then begin, before this one has resolved.
 */
export type SaveExtra = { history?: HistoryChange; fence?: number; onJournalled?: () => void };
