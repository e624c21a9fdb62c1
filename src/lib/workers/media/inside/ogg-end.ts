import type { InputAudioTrack } from 'mediabunny';

/** The last page begins within this; the longest is 65 kB. */
const tailBytes = 1 << 17;
/** An encoder fills up its last packet: 120 ms of Opus at the most, and Vorbis blocks at 8 kHz are a second. More is damage. */
const mostFillSeconds = 1.1;
/** Opus counts at this rate, whatever was recorded (RFC 7845). */
const opusRate = 48_000;

/** Samples up to the end of the last page of a stream on which a packet ends; undefined where the tail holds none. */
export const lastGranule = (tail: DataView, serial: number): number | undefined => {
  for (let at = tail.byteLength - 27; at >= 0; at--) {
    if (tail.getUint32(at) !== 0x4f676753 || tail.getUint8(at + 4) !== 0) continue;
    const granule = tail.getBigInt64(at + 6, true);
    if (tail.getUint32(at + 14, true) === serial && granule > 0n) return Number(granule);
  }
  return undefined;
};

/** Samples that Opus decodes before the first that is heard, from its identification header. */
const preSkipOf = ({ description }: AudioDecoderConfig): number => {
  if (!description) return 0;
  const head = ArrayBuffer.isView(description)
    ? new DataView(description.buffer, description.byteOffset, description.byteLength)
    : new DataView(description);
  return head.byteLength < 12 ? 0 : head.getUint16(10, true);
};

/**
 * Where the sound of an Ogg stream ends on the clock of its packets: packets have fixed lengths, and only the last page
 * says how much of the last one is meant (RFC 3533, RFC 7845). Undefined where the file is damaged there.
 */
export const oggEndSeconds = async (
  file: Blob,
  track: InputAudioTrack,
  config: AudioDecoderConfig,
): Promise<number | undefined> => {
  const tail = new DataView(await file.slice(-tailBytes).arrayBuffer());
  const granule = lastGranule(tail, track.id);
  if (granule === undefined) return undefined;
  const isOpus = config.codec === 'opus';
  const end = (granule - (isOpus ? preSkipOf(config) : 0)) / (isOpus ? opusRate : config.sampleRate);
  const fill = (await track.computeDuration().catch(() => NaN)) - end;
  return fill >= 0 && fill < mostFillSeconds ? end : undefined;
};
