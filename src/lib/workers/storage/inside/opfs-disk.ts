import type { Disk, DiskFile, Locks } from '../disk.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'TypeMismatchError');

/** The folder of a path such as `takes/17/data`, and the last part of its name. */
const walk = async (path: string, create: boolean): Promise<{ folder: FileSystemDirectoryHandle; name: string }> => {
  const parts = path.split('/').filter((part) => part !== '');
  let folder = await navigator.storage.getDirectory();
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create });
  return { folder, name: parts.at(-1)! };
};

const wrap = (handle: FileSystemSyncAccessHandle): DiskFile => ({
  sizeBytes: () => handle.getSize(),
  read: (into, at) => handle.read(into, { at }),
  write: (bytes, at) => {
    let written = 0;
    while (written < bytes.length) {
      const count = handle.write(bytes.subarray(written), { at: at + written });
      if (count <= 0) throw new DOMException('The disk took no more.', 'QuotaExceededError');
      written += count;
    }
  },
  truncate: (sizeBytes) => handle.truncate(sizeBytes),
  flush: () => handle.flush(),
  close: () => handle.close(),
});

/** The origin private file system, through sync access handles: `flush` is an fsync. */
export const opfsDisk: Disk = {
  open: async (path) => {
    const { folder, name } = await walk(path, true);
    const file = await folder.getFileHandle(name, { create: true });
    return wrap(await file.createSyncAccessHandle());
  },
  blob: async (path) => {
    try {
      const { folder, name } = await walk(path, false);
      return await (await folder.getFileHandle(name)).getFile();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  list: async (path) => {
    try {
      const { folder, name } = await walk(path, false);
      const names: string[] = [];
      for await (const each of (await folder.getDirectoryHandle(name)).keys()) names.push(each);
      return names;
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  },
  remove: async (path) => {
    try {
      const { folder, name } = await walk(path, false);
      await folder.removeEntry(name, { recursive: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  },
};

/** A worker that was just ended gives its locks back a moment later: worth a short wait. */
const patienceMs = 1000;
const pauseMs = 50;

/** Undefined where somebody holds it now. However long a busy browser takes to answer, it is an answer. */
const holdIfFree = (name: string): Promise<(() => void) | undefined> =>
  new Promise((resolve, reject) => {
    const hold = (lock: Lock | null) => (lock ? new Promise<void>((release) => resolve(release)) : resolve(undefined));
    navigator.locks.request(name, { ifAvailable: true }, hold).catch(reject);
  });

const tryHold = async (name: string): Promise<(() => void) | undefined> => {
  const until = performance.now() + patienceMs;
  for (;;) {
    const release = await holdIfFree(name);
    if (release || performance.now() > until) return release;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};

export const webLocks: Locks = {
  tryHold,
  run: (name, task) => navigator.locks.request(name, task) as Promise<Awaited<ReturnType<typeof task>>>,
  held: async () => {
    const { held = [] } = await navigator.locks.query();
    return new Set(held.map((lock) => lock.name ?? ''));
  },
};
