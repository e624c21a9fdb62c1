import { modelFolder } from '$lib/domain/model.ts';
import type { ModelFiles } from '$lib/domain/ports.ts';
import type { Disk } from './disk.ts';

type Hash = (blob: Blob, signal: AbortSignal) => Promise<string>;

export const modelFiles = (disk: Disk, hash: Hash): ModelFiles => ({
  folder: modelFolder,
  verify: async (manifest, deep, signal) => {
    for (const { path, sizeBytes, sha256 } of manifest.files) {
      signal.throwIfAborted();
      const blob = await disk.blob(modelFolder(manifest.id, manifest.revision) + path);
      if (blob?.size !== sizeBytes) return false;
      if (deep && (await hash(blob, signal)) !== sha256) return false;
    }
    return true;
  },
  remove: (id) => disk.remove(`models/${encodeURIComponent(id)}`),
});
