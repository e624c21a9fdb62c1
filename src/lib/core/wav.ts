/** WAV files of 16-bit samples that grow while they are written: 44 bytes, then samples, channels interleaved. */
export const wavHeaderBytes = 44;
const bytesPerSample = 2;
/** Said where the end is not known yet; players read on to the end of the file. */
const unknownSize = 0xffffffff;

const ascii = (view: DataView, at: number, text: string): void => {
  for (let index = 0; index < text.length; index++) view.setUint8(at + index, text.charCodeAt(index));
};

export const endlessWavHeader = (format: { sampleRate: number; channels: number }): Uint8Array<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(wavHeaderBytes));
  const frameBytes = format.channels * bytesPerSample;
  ascii(view, 0, 'RIFF');
  view.setUint32(4, unknownSize, true);
  ascii(view, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, format.channels, true);
  view.setUint32(24, format.sampleRate, true);
  view.setUint32(28, format.sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 8 * bytesPerSample, true);
  ascii(view, 36, 'data');
  view.setUint32(40, unknownSize, true);
  return new Uint8Array(view.buffer);
};

/** The header of a file that turned out so long. Past 4 GiB the sizes stay unknown, which readers accept. */
export const finishedWavHeader = (header: Uint8Array<ArrayBuffer>, fileBytes: number): Uint8Array<ArrayBuffer> => {
  const finished = header.slice();
  const view = new DataView(finished.buffer);
  view.setUint32(4, Math.min(unknownSize, fileBytes - 8), true);
  view.setUint32(40, Math.min(unknownSize, fileBytes - wavHeaderBytes), true);
  return finished;
};
