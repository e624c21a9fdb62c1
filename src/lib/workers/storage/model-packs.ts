import { AppError } from '$lib/core/errors.ts';
import { modelFolder } from '$lib/domain/model.ts';
import type { ModelPackFiles } from '$lib/domain/ports.ts';
import { withFile, type Disk } from './disk.ts';

type Hash = (blob: Blob, signal: AbortSignal) => Promise<string>;

const pieceBytes = 4 * 1024 * 1024;

/** Takes models in from blobs, and gives them out. What came in half is not there: its manifest is written last. */
export const modelPackFiles = (disk: Disk, hash: Hash): ModelPackFiles => ({
  put: async ({ id, revision }, files, onProgress, signal) => {
    const folder = modelFolder(id, revision);
    let done = 0;
    const kept = [];
    try {
      for (const { path, blob, sha256 } of files) {
        const own = await hash(blob, signal);
        if (sha256 !== null && sha256 !== own) throw new AppError('model/corrupt', { detail: { path } });
        await copy(disk, blob, folder + path, (bytes) => onProgress((done += bytes)), signal);
        kept.push({ path, sizeBytes: blob.size, sha256: own });
      }
    } catch (error) {
      await disk.remove(folder);
      throw error;
    }
    return kept;
  },
  read: async ({ id, revision, files }) => {
    const read = [];
    for (const { path, sizeBytes } of files) {
      const blob = await disk.blob(modelFolder(id, revision) + path);
      if (blob?.size !== sizeBytes) throw new AppError('model/corrupt', { detail: { path } });
      read.push({ path, blob });
    }
    return read;
  },
});

const copy = async (
  ...[disk, blob, path, tell, signal]: [Disk, Blob, string, (bytes: number) => void, AbortSignal]
): Promise<void> => {
  await withFile(disk, path, (file) => file.truncate(0));
  for (let at = 0; at < blob.size; at += pieceBytes) {
    signal.throwIfAborted();
    const bytes = new Uint8Array(await blob.slice(at, at + pieceBytes).arrayBuffer());
    await withFile(disk, path, (file) => {
      file.write(bytes, at);
      file.flush();
    });
    tell(bytes.byteLength);
  }
};
