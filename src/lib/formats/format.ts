import type { DocumentLayout } from '$lib/domain/document-layout.ts';
import type { Transcript } from '$lib/domain/transcript.ts';

/** What a person can choose about a text file. A format names in `uses` those that change what it writes. */
export type ExportOptions = {
  /** Longest line of a subtitle, in characters, and how many lines a cue may have. */
  lineCharacters: number;
  maxLines: number;
  /** Reading speed subtitles aim at; 17 where nobody says. */
  charactersPerSecond?: number | undefined;
  /** Say who speaks. */
  speakers: boolean;
  /** Say when: per paragraph in texts, per word in subtitles. */
  timestamps: boolean;
  /** Heading, where the format has one. */
  title?: string | undefined;
  /** How a document is laid out; `prose` where nobody says. */
  layout?: DocumentLayout | undefined;
  /** Chapters somebody found or wrote, in seconds of the recording; paragraphs stand in for them where there are none. */
  chapters?: readonly { start: number; title: string }[] | undefined;
  /** Frames a second of the video that an edit list is for; 25 where nobody says. */
  frameRate?: number | undefined;
  /** Address of the sound for a page that plays it: a data address makes the page self-contained. */
  audioUrl?: string | undefined;
};

/** What a transcript file carries. Ids are made anew where the format has none. */
export type ImportedTranscript = Pick<Transcript, 'language' | 'speakers' | 'paragraphs'> &
  Partial<Pick<Transcript, 'cuts' | 'annotations' | 'redactions' | 'cueBlocks'>>;

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

/** `id` is its key in the words of the person's language. */
export type FormatAbout<Id extends string = string> = {
  readonly id: Id;
  /** Without the dot. */
  readonly extension: string;
  readonly mime: string;
  readonly uses: readonly (keyof ExportOptions)[];
};

/** A kind of transcript file that is text. */
export type TextFormat<Id extends string = string> = FormatAbout<Id> & {
  /** The whole file as text (UTF-8), valid whatever was said. */
  write(transcript: Transcript, options: ExportOptions): string;
  /** Where the format can carry a transcript back. Throws `format/unreadable`. */
  read?(text: string): ImportedTranscript;
  /** Comes with `read`, see `Reader`. */
  accepts?(file: FileText): boolean;
};

/** Draws one line of text with the fonts of the device; null where there is nothing to draw with. */
export type LinePainter = (text: string, look: { sizePoints: number; isBold: boolean }) => Promise<PaintedLine | null>;
/** A JPEG, which needs no unpacking to be put into a PDF; sizes in points, `baseline` from the top. */
export type PaintedLine = { jpeg: Uint8Array<ArrayBuffer>; width: number; height: number; baseline: number };

/** What a document asks of the device it is made on. */
export type DocumentTools = { paint?: LinePainter; fetchFont?: (url: string) => Promise<Uint8Array<ArrayBuffer>> };

/** A kind of transcript file that is no text. Its library is loaded when first used. */
export type DocumentFormat<Id extends string = string> = FormatAbout<Id> & {
  make(transcript: Transcript, options: ExportOptions, tools?: DocumentTools): Promise<Uint8Array<ArrayBuffer>>;
};

/** One kind of transcript file. */
export type Format<Id extends string = string> = TextFormat<Id> | DocumentFormat<Id>;

export const isText = (format: Format): format is TextFormat => 'write' in format;
