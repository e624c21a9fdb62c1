export type AudioTrack = {
  /** Position among the audio tracks of the file, from 0. */
  index: number;
  codec: string;
  sampleRate: number;
  channels: number;
  language: string | null;
  /** What the file calls it, such as "Commentary". */
  title?: string | null;
};

/** A chapter mark of the file, in seconds from its start. */
export type Chapter = { start: number; title: string };

/** A picture that stands for the whole: the cover of an album or podcast. */
export type Cover = { mime: string; bytes: Uint8Array<ArrayBuffer> };

/** What the container says of a file. */
export type MediaInfo = {
  container: string;
  mime: string;
  /** Null where only decoding can tell. */
  durationSeconds: number | null;
  hasVideo: boolean;
  audioTracks: readonly AudioTrack[];
  title: string | null;
  artist?: string | null;
  /** When it was made, as the file says it: `2024`, `2024-05-01`. */
  date?: string | null;
  chapters?: readonly Chapter[];
  cover?: Cover | null;
  /** True where whoever reads containers hung in it: the ffmpeg core alone may read it. */
  needsCore?: true;
};

/** What the app takes in; `accept` of the file chooser and the check of a drop. */
export const acceptedMedia = 'audio/*,video/*,.mkv,.mka,.opus,.flac,.ac3,.eac3,.dts,.amr,.wma,.aiff,.caf';

/** Transcripts and projects: brought in beside media. */
export const acceptedTexts =
  '.srt,.vtt,.json,.txt,.md,.ttml,.dfxp,.xml,.ass,.ssa,.textgrid,.eaf,.tsv,.csv,.echoflow,text/*';
