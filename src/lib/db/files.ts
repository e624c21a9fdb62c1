import { AppError } from '$lib/core/errors.ts';
import type { FileStore } from '$lib/domain/ports.ts';
import { storing } from './failures.ts';
import type { Tables } from './tables.ts';
import { watchable } from './watchable.ts';

export const createFileStore = ({ files }: Tables): FileStore => ({
  put: (recordingId, blob) => storing(async () => void (await files.put({ recordingId, blob }))),
  get: async (recordingId) => {
    const row = await storing(() => files.get(recordingId));
    if (!(row?.blob instanceof Blob)) throw new AppError('media/missing', { detail: { recordingId } });
    return row.blob;
  },
  has: (recordingId) => storing(async () => (await files.where({ recordingId }).count()) > 0),
  watchIds: () => watchable(async () => new Set((await files.toCollection().primaryKeys()) as string[])),
  remove: (recordingId) => storing(() => files.delete(recordingId)),
});
