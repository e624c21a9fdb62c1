import { AppError, type ErrorCode } from '$lib/core/errors.ts';

/** A file of the origin's private file system by its path from the root. Throws `missing` where there is none. */
export const openFile = async (path: string, missing: ErrorCode): Promise<File> => {
  const names = path.split('/').filter((name) => name !== '');
  const fileName = names.pop() ?? '';
  try {
    let folder = await navigator.storage.getDirectory();
    for (const name of names) folder = await folder.getDirectoryHandle(name);
    return await (await folder.getFileHandle(fileName)).getFile();
  } catch (cause) {
    throw new AppError(missing, { cause, detail: { path } });
  }
};
