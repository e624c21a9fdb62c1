import type { Transcript } from '$lib/domain/transcript.ts';

/** What a person can choose about a text file. A format names in `uses` those that change what it writes. */
export type ExportOptions = {
  /** Longest line of a subtitle, in characters, and how many lines a cue may have. */
  lineCharacters: number;
  maxLines: number;
  /** Say who speaks. */
  speakers: boolean;
  /** Say when: per paragraph in texts, per word in WebVTT. */
  timestamps: boolean;
  /** Heading, where the format has one. */
  title?: string | undefined;
};

/** What a transcript file carries. Ids are made anew where the format has none. */
export type ImportedTranscript = Pick<Transcript, 'language' | 'speakers' | 'paragraphs'>;

/** One kind of transcript file. `id` is its key in the words of the person's language. */
export type Format<Id extends string = string> = {
  readonly id: Id;
  /** Without the dot. */
  readonly extension: string;
  readonly mime: string;
  readonly uses: readonly (keyof ExportOptions)[];
  /** The whole file as text (UTF-8), valid whatever was said. */
  write(transcript: Transcript, options: ExportOptions): string;
  /** Where the format can carry a transcript back. Throws `format/unreadable`. */
  read?(text: string): ImportedTranscript;
};
