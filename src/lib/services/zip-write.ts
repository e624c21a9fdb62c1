import { downloadZip } from 'client-zip';

export type ZipFile = { path: string; blob: Blob; modified?: Date };

/** The files as one zip, stored as they are and read one after the other while it is being written. */
export const zipOf = (files: Iterable<ZipFile> | AsyncIterable<ZipFile>): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const entries = async function* () {
    for await (const { path, blob, modified } of files) {
      yield { name: path, input: blob, lastModified: modified ?? new Date(), size: blob.size };
    }
  };
  return downloadZip(entries()).body! as ReadableStream<Uint8Array<ArrayBuffer>>;
};
