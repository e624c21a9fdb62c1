import type { Sound } from './timeline.ts';

/** Delay of every MP3 decoder, in samples; encoders leave it out of the number they write. */
const decoderDelay = 529;
const sampleRates: Record<number, readonly number[]> = {
  3: [44100, 48000, 32000],
  2: [22050, 24000, 16000],
  0: [11025, 12000, 8000],
};

const id3Bytes = (head: Uint8Array): number => {
  if (String.fromCharCode(...head.subarray(0, 3)) !== 'ID3') return 0;
  return 10 + ((head[6]! << 21) | (head[7]! << 14) | (head[8]! << 7) | head[9]!);
};

/** Bytes of side information, behind which the tag stands: by MPEG version and number of channels (ISO 11172-3). */
const sideBytes = (isVersion1: boolean, isMono: boolean): number => (isVersion1 ? (isMono ? 17 : 32) : isMono ? 9 : 17);

const textAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/**
 * The part of an MP3 file that is sound: encoders add silence before and after it, and say so in the first frame. Reads the
 * Xing or Info tag with LAME's extension; undefined where there is none.
 */
export const readMp3Sound = async (file: Blob): Promise<Sound | undefined> => {
  const start = id3Bytes(new Uint8Array(await file.slice(0, 10).arrayBuffer()));
  const frame = new Uint8Array(await file.slice(start, start + 256).arrayBuffer());
  if (frame.length < 256 || frame[0] !== 0xff || (frame[1]! & 0xe6) !== 0xe2) return undefined;
  const version = (frame[1]! >> 3) & 3;
  const sampleRate = sampleRates[version]?.[(frame[2]! >> 2) & 3];
  const tag = 4 + sideBytes(version === 3, frame[3]! >> 6 === 3);
  if (!sampleRate || !['Xing', 'Info'].includes(textAt(frame, tag))) return undefined;
  const flags = frame[tag + 7]!;
  const frames = new DataView(frame.buffer).getUint32(tag + 8);
  const extension = tag + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  if (!(flags & 1) || extension + 24 > frame.length || !/^(LAME|Lavf|Lavc)/.test(textAt(frame, extension)))
    return undefined;
  const [high, middle, low] = frame.subarray(extension + 21, extension + 24);
  const delay = (high! << 4) | (middle! >> 4);
  const padding = ((middle! & 0x0f) << 8) | low!;
  const total = frames * (version === 3 ? 1152 : 576) - delay - padding;
  const first = delay + decoderDelay;
  return { startSeconds: first / sampleRate, endSeconds: (first + total) / sampleRate };
};
