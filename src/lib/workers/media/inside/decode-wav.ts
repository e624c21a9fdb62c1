import type { DecodedChannel } from '$lib/domain/sound.ts';
import { downmixWeights } from './downmix.ts';
import { pcmRate, type PcmSink } from './pcm-sink.ts';
import { Resampler, toInt16 } from './resampler.ts';
import { readMono } from './wav-samples.ts';
import type { WavLayout } from './wav-layout.ts';

const chunkBytes = 1 << 20;

/** Reads PCM samples straight from the file, 1 MB at a time, the next piece while this one is worked on. */
export const decodeWav = async (
  { file, layout, channel }: { file: Blob; layout: WavLayout; channel?: DecodedChannel | undefined },
  sink: PcmSink,
  signal: AbortSignal,
): Promise<void> => {
  const { frameBytes, frames, dataStart, channels } = layout;
  const weights = downmixWeights(channels, channel);
  const resampler = new Resampler(layout.sampleRate, pcmRate);
  const framesPerChunk = Math.max(1, Math.floor(chunkBytes / frameBytes));
  const read = (from: number) =>
    file
      .slice(dataStart + from * frameBytes, dataStart + Math.min(frames, from + framesPerChunk) * frameBytes)
      .arrayBuffer();
  let next = read(0);
  for (let frame = 0; frame < frames; frame += framesPerChunk) {
    signal.throwIfAborted();
    const bytes = await next;
    next = read(frame + framesPerChunk);
    const mono = readMono(bytes, layout, Math.floor(bytes.byteLength / frameBytes), weights);
    await sink.writer.prepare(2);
    sink.write(toInt16(resampler.push(mono)));
  }
  sink.write(toInt16(resampler.flush()));
};
