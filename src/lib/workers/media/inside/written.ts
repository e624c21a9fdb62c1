import { openFolder } from '../pcm-files.ts';
import { withInput } from './open-input.ts';

/** Media files this worker writes to OPFS, by path. */

const split = (path: string): [folder: string, name: string] => {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
};

export const openForWriting = async (path: string): Promise<FileSystemSyncAccessHandle> => {
  const [folder, name] = split(path);
  const file = await (await openFolder(folder, { create: true })).getFileHandle(name, { create: true });
  const handle = await file.createSyncAccessHandle();
  handle.truncate(0);
  return handle;
};

export const openWritten = async (path: string, type: string): Promise<Blob> => {
  const [folder, name] = split(path);
  const file = await (await (await openFolder(folder)).getFileHandle(name)).getFile();
  return file.slice(0, file.size, type);
};

export const removeWritten = async (path: string): Promise<void> => {
  const [folder, name] = split(path);
  await (await openFolder(folder)).removeEntry(name).catch(() => {});
};

/** `FileSystemFileHandle.move` of the File System standard, which TypeScript does not know yet. */
type Movable = { move(name: string): Promise<void> };

const rename = async (path: string, name: string): Promise<void> => {
  const [folder, before] = split(path);
  const handle: unknown = await (await openFolder(folder)).getFileHandle(before);
  await (handle as Movable).move(name);
};

const writtenBefore = async (path: string): Promise<Blob | undefined> => {
  const blob = await openWritten(path, '').catch(() => undefined);
  const mime = blob && (await withInput(blob, (input) => input.getMimeType()).catch(() => undefined));
  return mime ? openWritten(path, mime) : undefined;
};

const writeNow = async (
  path: string,
  write: (handle: FileSystemSyncAccessHandle) => Promise<string>,
  signal: AbortSignal,
): Promise<Blob> => {
  const part = `${path}.part`;
  const handle = await openForWriting(part);
  let mime: string;
  try {
    mime = await write(handle);
    signal.throwIfAborted();
    handle.flush();
  } catch (error) {
    handle.close();
    await removeWritten(part);
    if (signal.aborted) throw new DOMException('Stopped.', 'AbortError');
    throw error;
  }
  handle.close();
  await rename(part, split(path)[1]);
  return openWritten(path, mime);
};

/**
 * The file of this path, written by `write`, which gives its type, if it is not there yet. It has its name only once it is
 * whole and stays as it is then: a player may be reading it. Who asks while it is being written, here or in another tab,
 * waits for that.
 */
export const writeOnce = (
  path: string,
  write: (handle: FileSystemSyncAccessHandle) => Promise<string>,
  signal: AbortSignal,
): Promise<Blob> =>
  navigator.locks.request(
    `written:${path}`,
    { signal },
    async () => (await writtenBefore(path)) ?? writeNow(path, write, signal),
  );
