import { AppError } from '$lib/core/errors.ts';
import type { FileStore } from '$lib/domain/ports.ts';
import { storing } from './failures.ts';
import type { Tables } from './tables.ts';
import { watchable } from './watchable.ts';

/** A browser keeps a blob's bytes in a file beside the database: that can be lost while the row stays. */
const isReadable = (blob: Blob): Promise<boolean> =>
  blob
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

export const createFileStore = ({ files }: Tables): FileStore => ({
  put: (recordingId, blob) => storing(async () => void (await files.put({ recordingId, blob }))),
  get: async (recordingId) => {
    const row = await storing(() => files.get(recordingId));
    if (!(row?.blob instanceof Blob) || !(await isReadable(row.blob)))
      throw new AppError('media/missing', { detail: { recordingId } });
    return row.blob;
  },
  has: (recordingId) => storing(async () => (await files.where({ recordingId }).count()) > 0),
  watchIds: () => watchable(async () => new Set((await files.toCollection().primaryKeys()) as string[])),
  remove: (recordingId) => storing(() => files.delete(recordingId)),
});
