/** As much of the Protocol Buffers wire format as an ONNX file takes: variable-length integers, and pieces with a length. */

const lengthDelimited = 2;
/** Bytes a value of these wire types takes; the others say so themselves. */
const fixedBytes: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

export type Message = ReadonlyMap<number, readonly Uint8Array<ArrayBuffer>[]>;

/** The pieces with a length by their field number; numbers are passed over. Throws `RangeError` where bytes are missing. */
export const readMessage = (bytes: Uint8Array<ArrayBuffer>): Message => {
  const fields = new Map<number, Uint8Array<ArrayBuffer>[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('The message is cut off.');
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag % 8;
    if (wire !== lengthDelimited) {
      if (wire === 0) varint();
      else at += fixedBytes[wire] ?? bytes.length;
      continue;
    }
    const length = varint();
    if (at + length > bytes.length) throw new RangeError('The message is cut off.');
    const field = Math.floor(tag / 8);
    fields.set(field, [...(fields.get(field) ?? []), bytes.subarray(at, at + length)]);
    at += length;
  }
  return fields;
};

export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** A field of a message to write: a whole number from 0 on, a text, bytes, or a message within. */
export type Field = readonly [number: number, value: number | string | Uint8Array | readonly Field[]];

export const writeMessage = (fields: readonly Field[]): Uint8Array<ArrayBuffer> => {
  const parts: Uint8Array[] = [];
  for (const [number, value] of fields) {
    if (typeof value === 'number') {
      parts.push(varintOf(number * 8), varintOf(value));
      continue;
    }
    const bytes = bytesOf(value);
    parts.push(varintOf(number * 8 + lengthDelimited), varintOf(bytes.length), bytes);
  }
  return joined(parts);
};

const bytesOf = (value: string | Uint8Array | readonly Field[]): Uint8Array => {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return value instanceof Uint8Array ? value : writeMessage(value);
};

const varintOf = (value: number): Uint8Array => {
  const bytes: number[] = [];
  for (let rest = value; bytes.length === 0 || rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
  }
  return Uint8Array.from(bytes);
};

const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
