/**
 * The few file operations the storage engine stands on. `inside/opfs-disk.ts` is OPFS; `tests/fakes/disk.ts` loses,
 * tears and reorders what was not flushed.
 */
export interface DiskFile {
  sizeBytes(): number;
  /** Reads at most what is there; gives how many bytes came. */
  read(into: Uint8Array, at: number): number;
  /** Throws a `QuotaExceededError` where the disk is full. */
  write(bytes: Uint8Array, at: number): void;
  /** Cuts, or reserves space ahead. */
  truncate(sizeBytes: number): void;
  /** After it, what was written outlives a crash. */
  flush(): void;
  close(): void;
}

export interface Disk {
  /** Opens for reading and writing, alone; makes the file and its folders. */
  open(path: string): Promise<DiskFile>;
  /** The file for reading, undefined where there is none. */
  blob(path: string): Promise<Blob | undefined>;
  /** Names in a folder; none where there is no folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Removes a file or a folder with all in it; missing is fine. */
  remove(path: string): Promise<void>;
}

/** Locks that end with the thread that holds them: Web Locks. */
export interface Locks {
  /** Undefined where somebody else holds it. */
  tryHold(name: string): Promise<(() => void) | undefined>;
  run<T>(name: string, task: () => Promise<T>): Promise<T>;
  /** Names held anywhere in the browser. */
  held(): Promise<ReadonlySet<string>>;
}

/** Opens, uses and closes a file. */
export const withFile = async <T>(disk: Disk, path: string, use: (file: DiskFile) => T): Promise<T> => {
  const file = await disk.open(path);
  try {
    return use(file);
  } finally {
    file.close();
  }
};

export const readAll = (file: DiskFile): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(file.sizeBytes());
  const read = file.read(bytes, 0);
  return bytes.subarray(0, read);
};

/** Puts `bytes` in the place of the content, flushed. Not atomic: for files that are checked when read. */
export const overwrite = (file: DiskFile, bytes: Uint8Array): void => {
  file.truncate(0);
  file.write(bytes, 0);
  file.flush();
};
