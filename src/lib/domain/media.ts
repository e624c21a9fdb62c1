export type AudioTrack = {
  /** Position among the audio tracks of the file, from 0. */
  index: number;
  codec: string;
  sampleRate: number;
  channels: number;
  language: string | null;
};

/** What the container says of a file. */
export type MediaInfo = {
  container: string;
  mime: string;
  /** Null where only decoding can tell. */
  durationSeconds: number | null;
  hasVideo: boolean;
  audioTracks: readonly AudioTrack[];
  title: string | null;
};

/** What the app takes in; `accept` of the file chooser and the check of a drop. */
export const acceptedMedia = 'audio/*,video/*,.mkv,.mka,.opus,.flac,.ac3,.eac3,.dts,.amr,.wma,.aiff,.caf';

/** Transcripts and projects: brought in beside media. */
export const acceptedTexts =
  '.srt,.vtt,.json,.txt,.md,.ttml,.dfxp,.xml,.ass,.ssa,.textgrid,.eaf,.tsv,.csv,.echoflow,text/*';
