/** What the browser gives for a folder of the person's own (File System Access). */
type Folder = FileSystemDirectoryHandle;
type FolderPicker = (options: { mode: 'readwrite'; id: string }) => Promise<Folder>;

const picker = (): FolderPicker | undefined =>
  (window as { showDirectoryPicker?: FolderPicker }).showDirectoryPicker?.bind(window);

export const canChooseFolder = (): boolean => picker() !== undefined;

/** Call it from a click or a key. Rejects with an abort where the person closed the chooser. */
export const chooseFolder = (): Promise<Folder> => picker()!({ mode: 'readwrite', id: 'echoflow-export' });

const exists = async (folder: Folder, name: string): Promise<boolean> => {
  try {
    await folder.getFileHandle(name);
    return true;
  } catch {
    return false;
  }
};

/** A name that is free there: nothing of the person's is overwritten. */
const freeName = async (folder: Folder, name: string): Promise<string> => {
  const dot = name.lastIndexOf('.');
  let free = name;
  for (let count = 2; await exists(folder, free); count++) free = `${name.slice(0, dot)} ${count}${name.slice(dot)}`;
  return free;
};

/** Writes each file under a name that was free; gives the names. */
export const saveInFolder = async (
  folder: Folder,
  files: readonly { fileName: string; blob: Blob }[],
): Promise<string[]> => {
  const names: string[] = [];
  for (const { fileName, blob } of files) {
    const name = await freeName(folder, fileName);
    const handle = await folder.getFileHandle(name, { create: true });
    await blob.stream().pipeTo(await handle.createWritable());
    names.push(name);
  }
  return names;
};
