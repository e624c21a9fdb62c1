import { ALL_FORMATS, BlobSource, Input, type InputAudioTrack } from 'mediabunny';

/** Opens a file with mediabunny for the time of `use`. */
export const withInput = async <T>(file: Blob, use: (input: Input) => Promise<T>): Promise<T> => {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  try {
    return await use(input);
  } finally {
    input.dispose();
  }
};

export const audioTrack = async (input: Input, index: number): Promise<InputAudioTrack | undefined> =>
  (await input.getAudioTracks())[index];
