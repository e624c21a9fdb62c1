import type { StorageApi } from './api.ts';
import { opfsDisk, webLocks } from './inside/opfs-disk.ts';
import { sha256 } from './inside/sha256.ts';
import { JournalEngine } from './journal.ts';
import { modelPackFiles } from './model-packs.ts';
import { modelFiles } from './models.ts';
import { TakeEngine } from './takes.ts';

/** The storage worker's stores over OPFS. */
export const createStorageEngine = (): StorageApi => {
  const takes = new TakeEngine(opfsDisk, webLocks);
  const journal = new JournalEngine(opfsDisk, webLocks);
  const models = modelFiles(opfsDisk, sha256);
  const packs = modelPackFiles(opfsDisk, sha256);
  void takes.sweep().catch(() => {});
  return {
    'take:begin': (header) => takes.begin(header),
    'take:append': (takeId, chunk) => takes.append(takeId, chunk),
    'take:mark': (takeId, markers) => takes.mark(takeId, markers),
    'take:seal': (takeId) => takes.seal(takeId),
    'take:keep': (takeId, recordingId) => takes.keep(takeId, recordingId),
    'take:kept': () => takes.kept(),
    'take:unfinished': () => takes.unfinished(),
    'take:discard': (takeId) => takes.discard(takeId),
    'journal:append': (stream, record) => journal.append(stream, record),
    'journal:snapshot': (stream, record) => journal.snapshot(stream, record),
    'journal:read': (stream) => journal.read(stream),
    'journal:inspect': () => journal.inspect(),
    'journal:tips': () => journal.tips(),
    'journal:remove': (stream) => journal.remove(stream),
    'model:verify': (manifest, deep, signal) => models.verify(manifest, deep, signal),
    'model:remove': (id) => models.remove(id),
    'pack:put': (...call) => packs.put(...call),
    'pack:read': (manifest) => packs.read(manifest),
    hash: sha256,
  };
};
