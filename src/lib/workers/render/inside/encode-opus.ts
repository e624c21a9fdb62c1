import { ALL_FORMATS, BlobSource, canEncodeAudio, Conversion, Input, OggOutputFormat, Output } from 'mediabunny';
import { OutputFile } from './output-file.ts';

const bitRate = 96_000;

/** Opus in Ogg by the browser's own encoder; undefined where it has none. */
export const encodeOpus = async (
  { wav, path }: { wav: Blob; path: string },
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Blob | undefined> => {
  if (!(await canEncodeAudio('opus', { sampleRate: 48_000, numberOfChannels: 2, bitrate: bitRate }))) return undefined;
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(wav) });
  const file = await OutputFile.open(path);
  try {
    const output = new Output({ format: new OggOutputFormat(), target: file.target() });
    const audio = { codec: 'opus', bitrate: bitRate, sampleRate: 48_000 } as const;
    const conversion = await Conversion.init({ input, output, audio, showWarnings: false });
    conversion.onProgress = onProgress;
    signal.addEventListener('abort', () => void conversion.cancel(), { once: true });
    await conversion.execute();
    signal.throwIfAborted();
    return await file.finish('audio/ogg');
  } catch (error) {
    file.close();
    signal.throwIfAborted();
    throw error;
  } finally {
    input.dispose();
  }
};
