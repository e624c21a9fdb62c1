import { Scope } from '$lib/core/scope.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';

/** Long enough for the browser to have taken the bytes. */
const keepUrlMs = 60_000;

/** Hands a file to the person: the browser's own download. */
export const download = ({ fileName, blob }: { fileName: string; blob: Blob }): void => {
  const scope = new Scope();
  const link = document.createElement('a');
  link.href = scope.objectUrl(blob);
  link.download = fileName;
  link.click();
  scope.timeout(() => scope.dispose(), keepUrlMs);
};

export const downloadOriginal = async (page: RecordingPage): Promise<void> =>
  download(await page.ports.exporting.original(page.id));
