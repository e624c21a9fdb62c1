/** Characters no file system takes, and those that turn the reading direction around to hide an extension. */
const forbidden = /[<>:"/\\|?*\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Most systems take 255 bytes; an extension and a counter need some of them. */
const maxBytes = 200;

const cutToBytes = (text: string): string => {
  const encoder = new TextEncoder();
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
};

/** A title as a file name that every system takes; `fallback` where nothing is left of it. */
export const toFileName = (title: string, extension: string, fallback = 'transcript'): string => {
  const plain = title.toWellFormed().normalize('NFC').replace(forbidden, ' ').replace(/\s+/gu, ' ');
  const cut = cutToBytes(plain.replace(/^[\s.]+/u, '')).replace(/[\s.]+$/u, '');
  const stem = cut === '' || reserved.test(cut) ? `${fallback}${cut && ' '}${cut}` : cut;
  return `${stem}.${extension}`;
};
