/** How samples lie in a WAV file. */
export type WavEncoding = 'uint8' | 'int16' | 'int24' | 'int32' | 'float32' | 'float64' | 'mulaw' | 'alaw';

export type WavLayout = {
  encoding: WavEncoding;
  sampleRate: number;
  channels: number;
  /** Bytes of one sample of every channel. */
  frameBytes: number;
  dataStart: number;
  /** Whole frames that are really there. */
  frames: number;
  /** True when the header promised more than the file holds. */
  isTruncated: boolean;
};

type Format = Pick<WavLayout, 'encoding' | 'sampleRate' | 'channels' | 'frameBytes'>;

const integers: Record<number, WavEncoding> = { 1: 'uint8', 2: 'int16', 3: 'int24', 4: 'int32' };
const floats: Record<number, WavEncoding> = { 4: 'float32', 8: 'float64' };
const extensible = 0xfffe;

const encodingOf = (tag: number, sampleBytes: number): WavEncoding | undefined => {
  if (tag === 1) return integers[sampleBytes];
  if (tag === 3) return floats[sampleBytes];
  if (tag === 6 && sampleBytes === 1) return 'alaw';
  if (tag === 7 && sampleBytes === 1) return 'mulaw';
  return undefined;
};

/** Reads the body of a `fmt ` chunk; undefined where the samples are not plain PCM. */
const parseFormat = (view: DataView): Format | undefined => {
  if (view.byteLength < 16) return undefined;
  let tag = view.getUint16(0, true);
  if (tag === extensible && view.byteLength >= 26) tag = view.getUint16(24, true);
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const frameBytes = view.getUint16(12, true);
  if (channels < 1 || channels > 64 || sampleRate < 1000 || sampleRate > 768_000) return undefined;
  const encoding = encodingOf(tag, frameBytes / channels);
  return encoding && { encoding, sampleRate, channels, frameBytes };
};

const viewOf = async (file: Blob, start: number, length: number): Promise<DataView> =>
  new DataView(await file.slice(start, start + length).arrayBuffer());

const tagAt = (view: DataView, offset: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, 4));

const layoutOf = (format: Format, dataStart: number, promisedBytes: number, fileBytes: number): WavLayout => {
  const rest = fileBytes - dataStart;
  // A recorder that was cut off, or that streams, leaves 0 or the largest number for the size.
  const isOpenEnded = promisedBytes === 0 || promisedBytes >= 0xffffffff;
  const dataBytes = isOpenEnded ? rest : Math.min(promisedBytes, rest);
  return {
    ...format,
    dataStart,
    frames: Math.floor(dataBytes / format.frameBytes),
    isTruncated: !isOpenEnded && promisedBytes > rest,
  };
};

/**
 * Finds the samples of a RIFF or RF64 WAVE file (EBU Tech 3306). Undefined where it is none, or where its samples are
 * compressed: then another decoder takes it. Never throws for what the bytes say.
 */
export const readWavLayout = async (file: Blob): Promise<WavLayout | undefined> => {
  const head = await viewOf(file, 0, 12);
  if (head.byteLength < 12 || !['RIFF', 'RF64', 'BW64'].includes(tagAt(head, 0)) || tagAt(head, 8) !== 'WAVE') {
    return undefined;
  }
  let format: Format | undefined;
  let longDataBytes: number | undefined;
  let offset = 12;
  for (let chunks = 0; chunks < 1000 && offset + 8 <= file.size; chunks++) {
    const chunk = await viewOf(file, offset, 8 + 40);
    const tag = tagAt(chunk, 0);
    const size = chunk.getUint32(4, true);
    const body = new DataView(chunk.buffer, 8, Math.min(size, chunk.byteLength - 8));
    if (tag === 'fmt ') format = parseFormat(body);
    if (tag === 'ds64' && body.byteLength >= 16) longDataBytes = Number(body.getBigUint64(8, true));
    if (tag === 'data') {
      const promised = size === 0xffffffff && longDataBytes ? longDataBytes : size;
      return format && layoutOf(format, offset + 8, promised, file.size);
    }
    offset += 8 + size + (size % 2);
  }
  return undefined;
};
