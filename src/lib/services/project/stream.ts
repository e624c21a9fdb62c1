import { projectMime } from '$lib/domain/project.ts';

/** The whole of a project as a blob, which the browser may keep on disk. */
export const projectBlob = async (
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void,
): Promise<Blob> => {
  const blob = await new Response(stream.pipeThrough(counted(onBytes))).blob();
  return blob.slice(0, blob.size, projectMime);
};

/** Tells how much has gone through. */
export const counted = (onBytes: (bytes: number) => void) => {
  let bytes = 0;
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      onBytes(bytes);
      controller.enqueue(chunk);
    },
  });
};
