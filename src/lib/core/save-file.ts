import { Scope } from './scope.ts';

/** Long enough for the browser to have taken the bytes. */
const keepUrlMs = 60_000;

/** Hands a file to the person: the browser's own download. */
export const saveFile = ({ fileName, blob }: { fileName: string; blob: Blob }): void => {
  const scope = new Scope();
  const link = document.createElement('a');
  link.href = scope.objectUrl(blob);
  link.download = fileName;
  link.click();
  scope.timeout(() => scope.dispose(), keepUrlMs);
};
