/** Text as base64 of its gzip: what lies in a journal must be text, and a transcript shrinks to a sixth. */

const through = async (blob: Blob, stream: CompressionStream | DecompressionStream): Promise<ArrayBuffer> =>
  new Response(blob.stream().pipeThrough(stream)).arrayBuffer();

const letters = 0x8000;

const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += letters) text += String.fromCharCode(...bytes.subarray(at, at + letters));
  return btoa(text);
};

export const compress = async (text: string): Promise<string> =>
  toBase64(new Uint8Array(await through(new Blob([text]), new CompressionStream('gzip'))));

/** Throws where the text is not what `compress` gave. */
export const decompress = async (base64: string): Promise<string> => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await through(new Blob([bytes]), new DecompressionStream('gzip')));
};
