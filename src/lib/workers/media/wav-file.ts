const ascii = (view: DataView, offset: number, text: string): void => {
  for (let index = 0; index < text.length; index++) view.setUint8(offset + index, text.charCodeAt(index));
};

/** The 44 bytes before mono signed 16-bit samples. Sizes over 4 GiB are written as "until the end of the file". */
export const wavHeader = (totalSamples: number, sampleRate: number): ArrayBuffer => {
  const header = new ArrayBuffer(44);
  const view = new DataView(header);
  const dataBytes = totalSamples * 2;
  const fits = dataBytes + 36 <= 0xffffffff;
  ascii(view, 0, 'RIFF');
  view.setUint32(4, fits ? dataBytes + 36 : 0xffffffff, true);
  ascii(view, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(view, 36, 'data');
  view.setUint32(40, fits ? dataBytes : 0xffffffff, true);
  return header;
};
