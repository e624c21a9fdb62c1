import { AppError } from '$lib/core/errors.ts';

/** Stands in a page where the sound goes: an address that nothing else can be. */
export const soundMark = 'data:audio/x-echoflow-mark;base64,AAAA';

/** A page with more inside it opens in hardly any browser. */
const mostBytes = 300_000_000;
/** A multiple of three, so that the pieces join to one base64 text. */
const pieceBytes = 3 * 256 * 1024;

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};

/** Puts a sound into a page in the place of `soundMark`, piece by piece. Throws `media/too-large`. */
export const embedAudio = async (page: string, sound: Blob, type: string): Promise<Blob> => {
  if (sound.size > mostBytes) throw new AppError('media/too-large', { detail: { sizeBytes: sound.size } });
  const at = page.indexOf(soundMark);
  const media = /^(audio|video)\/[\w.+-]+/.exec(sound.type)?.[0] ?? 'audio/mpeg';
  const parts: (string | Blob)[] = [page.slice(0, at), `data:${media};base64,`];
  for (let from = 0; from < sound.size; from += pieceBytes) {
    const bytes = new Uint8Array(await sound.slice(from, from + pieceBytes).arrayBuffer());
    // Each piece becomes a blob at once: the browser may keep it on disk.
    parts.push(new Blob([base64(bytes)]));
  }
  return new Blob([...parts, page.slice(at + soundMark.length)], { type });
};
