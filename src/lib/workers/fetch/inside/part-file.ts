/** A file in OPFS while it is being written: a temporary name, one writer, renamed when it is whole. */

type Movable = FileSystemFileHandle & { move?(folder: FileSystemDirectoryHandle, name: string): Promise<void> };

const isMissing = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError';

export const openFolder = async (path: string): Promise<FileSystemDirectoryHandle> => {
  let folder = await navigator.storage.getDirectory();
  for (const part of path.split('/').filter(Boolean)) folder = await folder.getDirectoryHandle(part, { create: true });
  return folder;
};

/** Folder and name of a path such as `models/x/onnx/encoder.onnx`; the folders are made. */
const split = async (path: string) => {
  const cut = path.lastIndexOf('/');
  return { folder: await openFolder(path.slice(0, cut)), name: path.slice(cut + 1) };
};

export const findFile = async (path: string): Promise<File | undefined> => {
  const { folder, name } = await split(path);
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

export const removeFile = async (path: string): Promise<void> => {
  const { folder, name } = await split(path);
  await folder.removeEntry(name).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
};

export class PartFile {
  private constructor(
    private readonly path: string,
    private readonly handle: FileSystemSyncAccessHandle,
  ) {}

  static async open(path: string): Promise<PartFile> {
    const { folder, name } = await split(`${path}.part`);
    const handle = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
    return new PartFile(path, handle);
  }

  get sizeBytes(): number {
    return this.handle.getSize();
  }

  /** Appends; what was written before a cut connection is kept for the next try. */
  append(bytes: Uint8Array): void {
    const written = this.handle.write(bytes, { at: this.handle.getSize() });
    if (written < bytes.byteLength) throw new DOMException('The disk took no more.', 'QuotaExceededError');
  }

  readAt(into: Uint8Array, at: number): number {
    return this.handle.read(into, { at });
  }

  empty(): void {
    this.handle.truncate(0);
  }

  close(): void {
    this.handle.flush();
    this.handle.close();
  }

  /** Gives the closed file its own name. */
  async publish(): Promise<File> {
    const { folder, name } = await split(this.path);
    const part: Movable = await folder.getFileHandle(`${name}.part`);
    if (part.move) await part.move(folder, name);
    else await copy(part, await folder.getFileHandle(name, { create: true }), () => folder.removeEntry(`${name}.part`));
    return (await folder.getFileHandle(name)).getFile();
  }
}

const copy = async (from: FileSystemFileHandle, to: FileSystemFileHandle, end: () => Promise<void>) => {
  const target = await to.createWritable();
  await (await from.getFile()).stream().pipeTo(target);
  await end();
};
