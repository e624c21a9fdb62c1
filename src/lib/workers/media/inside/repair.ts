import { isAbort } from '$lib/core/errors.ts';
import {
  BufferTarget,
  Conversion,
  type Input,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny';
import { withInput } from './open-input.ts';

/** A take above this is given back as it is: rewriting needs it in memory. At 128 kbit/s this is nine hours. */
const largestBytes = 500_000_000;

/** The piece a crash cut in two is at most so large: two seconds of sound. More lost means we misread the take. */
const mostLostBytes = 40_000;

const formatFor = async (input: Input): Promise<OutputFormat | undefined> => {
  const name = (await input.getFormat()).name;
  if (name === 'WebM') return new WebMOutputFormat();
  if (name === 'Matroska') return new MkvOutputFormat();
  if (name === 'MP4' || name === 'QuickTime File Format') return new Mp4OutputFormat({ fastStart: 'in-memory' });
  return undefined;
};

const remux = async (input: Input, take: Blob, signal: AbortSignal): Promise<Blob | undefined> => {
  const format = await formatFor(input);
  if (!format) return undefined;
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const conversion = await Conversion.init({ input, output, showWarnings: false });
  if (!conversion.isValid || conversion.discardedTracks.length > 0) return undefined;
  const stop = () => void conversion.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await conversion.execute();
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const lostBytes = take.size - (target.buffer?.byteLength ?? 0);
  return target.buffer && lostBytes < mostLostBytes + take.size / 20
    ? new Blob([target.buffer], { type: take.type })
    : undefined;
};

/**
 * Copies the packets of a recorded take into a fresh container that tells its duration and can be sought in; what a
 * crash cut off in the middle of a packet is left out. Gives the take back unchanged where that cannot be done.
 */
export const repair = async (take: Blob, signal: AbortSignal): Promise<Blob> => {
  if (take.size === 0 || take.size > largestBytes) return take;
  try {
    return (await withInput(take, (input) => remux(input, take, signal))) ?? take;
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw new DOMException('Stopped.', 'AbortError');
    return take;
  }
};
