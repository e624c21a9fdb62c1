import type { AppError } from '$lib/core/errors.ts';
import type { SaveExtra, StoredHistory } from '$lib/domain/edit-history.ts';
import type { OpenRecordingLock, Watchable } from '$lib/domain/ports.ts';
import type { Transcript } from '$lib/domain/transcript.ts';

/** What the editing of one transcript asks of the homes of data. */
export type EditorPorts = {
  watch(recordingId: string): Watchable<Transcript | undefined>;
  save(transcript: Transcript, extra: SaveExtra): Promise<void>;
  /** A token that lets nobody write who had one before. */
  claim(recordingId: string): Promise<number>;
  history(recordingId: string): Promise<StoredHistory | undefined>;
  find(recordingId: string): Promise<Transcript | undefined>;
};

/** Another version of the document; without what is laid over it, that stays as it is. */
export type Replacement = Pick<Transcript, 'paragraphs' | 'speakers'> & {
  laidOver?: Pick<Transcript, 'cuts' | 'annotations' | 'redactions'> | undefined;
};

/** Whose the recording is, and what time it is; without them it is ours, as in a browser without locks. */
export type SessionOptions = { openLock?: OpenRecordingLock | undefined; now?: () => number };

export type SaveState =
  | { kind: 'saved' }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'failed'; failure: AppError }
  /** Something else wrote: nothing is edited or saved here until the person says which version stays. */
  | { kind: 'locked' };
