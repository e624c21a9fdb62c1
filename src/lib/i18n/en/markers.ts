/** Markers of a recording, in the inspector and on the waveform. */
export const markers = {
  title: 'Markers',
  none: 'Mark a moment to find it again. While recording, M does it; here, Alt+M marks where you listen.',
  add: 'Mark this moment',
  list: 'Markers of this recording',
  seek: (time: string) => `Go to ${time}`,
  note: (time: string) => `Note at ${time}`,
  notePlaceholder: 'Note',
  remove: (time: string) => `Remove the marker at ${time}`,
  added: (time: string) => `Marked at ${time}`,
};
