import { createHash } from 'node:crypto';
import { createDatabase, type Database, type DatabaseOptions } from '../../src/lib/db/database.ts';
import { JournalEngine } from '../../src/lib/workers/storage/journal.ts';
import { modelFiles } from '../../src/lib/workers/storage/models.ts';
import { TakeEngine } from '../../src/lib/workers/storage/takes.ts';
import { FakeDisk, FakeLocks } from './disk.ts';

export { firstOf } from './first-of.ts';

export const fakeHash = async (blob: Blob): Promise<string> =>
  createHash('sha256')
    .update(new Uint8Array(await blob.arrayBuffer()))
    .digest('hex');

/** localStorage in memory. */
export const fakeLocalStorage = () => {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    clear: () => values.clear(),
  };
};

/**
 * A device: a disk in memory, local storage and (through fake-indexeddb, which the test must load) a database name of
 * its own. `tab()` is what one start of the app gets: the real engines and the real database over them.
 */
export const fakeDevice = (name = `test-${crypto.randomUUID()}`) => {
  const disk = new FakeDisk();
  const locks = new FakeLocks();
  const storage = fakeLocalStorage();
  const removedPcm: string[] = [];
  const tab = (change: Partial<DatabaseOptions> = {}) => {
    const own = locks.tab();
    const journal = new JournalEngine(disk, own);
    const takes = new TakeEngine(disk, own);
    const options = (): DatabaseOptions => ({
      name,
      journal,
      takes,
      modelFiles: modelFiles(disk, fakeHash),
      removePcm: async (folder) => void removedPcm.push(folder),
      repair: async (take) => take,
      hash: fakeHash,
      storage,
      ...change,
    });
    const database: Database = createDatabase(options());
    return { options, database, journal, takes, dies: () => (own.dies(), database.close()) };
  };
  return { name, disk, storage, removedPcm, tab };
};
