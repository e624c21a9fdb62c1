/**
 * Tells media by their first bytes, whatever the name or the server says.
 * Source: the signatures of the containers' own specifications.
 */
type Signature = { mime: string; at: number; bytes: string };

const signatures: readonly Signature[] = [
  { mime: 'audio/wav', at: 8, bytes: 'WAVE' },
  { mime: 'video/x-msvideo', at: 8, bytes: 'AVI ' },
  { mime: 'audio/aiff', at: 0, bytes: 'FORM' },
  { mime: 'audio/flac', at: 0, bytes: 'fLaC' },
  { mime: 'audio/ogg', at: 0, bytes: 'OggS' },
  { mime: 'audio/mpeg', at: 0, bytes: 'ID3' },
  { mime: 'video/mp4', at: 4, bytes: 'ftyp' },
  { mime: 'video/quicktime', at: 4, bytes: 'moov' },
  { mime: 'video/quicktime', at: 4, bytes: 'wide' },
  { mime: 'video/quicktime', at: 4, bytes: 'mdat' },
  { mime: 'video/x-matroska', at: 0, bytes: '\x1a\x45\xdf\xa3' },
  { mime: 'video/x-ms-asf', at: 0, bytes: '\x30\x26\xb2\x75' },
  { mime: 'audio/amr', at: 0, bytes: '#!AMR' },
  { mime: 'audio/x-caf', at: 0, bytes: 'caff' },
  { mime: 'audio/basic', at: 0, bytes: '.snd' },
  { mime: 'audio/x-wavpack', at: 0, bytes: 'wvpk' },
  { mime: 'audio/ac3', at: 0, bytes: '\x0b\x77' },
  { mime: 'video/mpeg', at: 0, bytes: '\x00\x00\x01\xba' },
  { mime: 'video/x-flv', at: 0, bytes: 'FLV' },
];

/** MPEG audio frames (MP3, ADTS) begin with eleven set bits; a transport stream repeats 0x47 every 188 bytes. */
const looksFramed = (head: Uint8Array): string | undefined => {
  const [first = 0, second = 0] = head;
  if (first === 0xff && (second & 0xf6) === 0xf0) return 'audio/aac';
  if (first === 0xff && (second & 0xe0) === 0xe0) return 'audio/mpeg';
  return first === 0x47 && head[188] === 0x47 ? 'video/mp2t' : undefined;
};

export const sniffBytes = 512;

/** @param head the first `sniffBytes` bytes, or all of a shorter file */
export const sniffMedia = (head: Uint8Array): string | undefined => {
  const text = String.fromCharCode(...head.subarray(0, 16));
  return signatures.find(({ at, bytes }) => text.startsWith(bytes, at))?.mime ?? looksFramed(head);
};
