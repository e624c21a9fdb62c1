import { createSHA256 } from 'hash-wasm';

/** SHA-256 of a blob as hex, read as a stream: memory does not grow with it. */
export const sha256 = async (blob: Blob, signal: AbortSignal): Promise<string> => {
  const hasher = await createSHA256();
  const reader = blob.stream().getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      signal.throwIfAborted();
      hasher.update(part.value);
    }
  } finally {
    await reader.cancel();
  }
  return hasher.digest();
};
