import { AppError } from '$lib/core/errors.ts';
import type { JournalContent, JournalRecord, Sealer } from '$lib/domain/ports.ts';

/** Writes everything as it is. */
export const plainSealer: Sealer = {
  isPlain: true,
  seal: (bytes) => Promise.resolve(bytes),
  open: (bytes) => Promise.resolve(bytes),
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const mark = '{"sealed":"';

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * Records of a journal are lines of JSON, so sealed ones are told as such: `{"sealed":"…"}` in base64. A journal may hold
 * both, as one begun before a key was chosen does.
 */
export const sealRecord = async (sealer: Sealer, stream: string, record: JournalRecord): Promise<JournalRecord> => {
  if (sealer.isPlain) return record;
  const sealed = await sealer.seal(encoder.encode(record.body), `journal/${stream}/${record.seq}`);
  return { seq: record.seq, body: `${mark}${toBase64(sealed)}"}` };
};

const openRecord = async (sealer: Sealer, stream: string, record: JournalRecord): Promise<JournalRecord> => {
  if (!record.body.startsWith(mark)) return record;
  if (sealer.isPlain) throw new AppError('storage/corrupt', { message: 'The journal is sealed.', detail: { stream } });
  const bytes = fromBase64(record.body.slice(mark.length, -2));
  const body = decoder.decode(await sealer.open(bytes, `journal/${stream}/${record.seq}`));
  return { seq: record.seq, body };
};

export const openContent = async (sealer: Sealer, stream: string, content: JournalContent): Promise<JournalContent> => {
  const open = (record: JournalRecord) => openRecord(sealer, stream, record);
  const snapshot = content.snapshot && (await open(content.snapshot));
  return { snapshot, records: await Promise.all(content.records.map(open)), damaged: content.damaged };
};
