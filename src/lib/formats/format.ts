import type { Transcript } from '$lib/domain/transcript.ts';

/** What a person can choose about a text file. A format names in `uses` those that change what it writes. */
export type ExportOptions = {
  /** Longest line of a subtitle, in characters, and how many lines a cue may have. */
  lineCharacters: number;
  maxLines: number;
  /** Say who speaks. */
  speakers: boolean;
  /** Say when: per paragraph in texts, per word in subtitles. */
  timestamps: boolean;
  /** Heading, where the format has one. */
  title?: string | undefined;
  /** Frames a second of the video that an edit list is for; 25 where nobody says. */
  frameRate?: number | undefined;
  /** Address of the sound for a page that plays it: a data address makes the page self-contained. */
  audioUrl?: string | undefined;
};

/** What a transcript file carries. Ids are made anew where the format has none. */
export type ImportedTranscript = Pick<Transcript, 'language' | 'speakers' | 'paragraphs'>;

/** A file somebody brings. `json` is what it parses to, once, or undefined where it is no JSON. */
export type FileText = { readonly text: string; readonly json: unknown };

/** Something that carries a transcript back. */
export type Reader<Id extends string = string> = {
  readonly id: Id;
  /** Whether the content is of this kind, judged quickly; `read` may still refuse it. */
  accepts(file: FileText): boolean;
  /** Throws `format/unreadable`, and nothing else. */
  read(text: string): ImportedTranscript;
};

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
  /** Comes with `read`, see `Reader`. */
  accepts?(file: FileText): boolean;
};
