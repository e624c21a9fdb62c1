import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type { ArtifactStore, RecordingRepository, TranscriptRepository, VersionRepository } from '$lib/domain/ports.ts';
import { projectExtension } from '$lib/domain/project.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { carryRedactions } from '$lib/domain/redaction-kept.ts';
import { hasTimes, withTimesOf } from '$lib/domain/transcript-transfer.ts';
import { spanOf, type Transcript } from '$lib/domain/transcript.ts';
import type { ImportedTranscript } from '$lib/formats/format.ts';
import type { TranscriptImporter } from '$lib/domain/ports.ts';

export type ImportingPorts = {
  recordings: Pick<RecordingRepository, 'find'>;
  transcripts: Pick<TranscriptRepository, 'find' | 'save'> & TranscriptImporter;
  versions: Pick<VersionRepository, 'add'>;
  artifacts: Pick<ArtifactStore, 'find'>;
};

export type FileKind = 'media' | 'transcript' | 'project';

/** A transcript somebody brought, read and not yet put anywhere. */
export type ReadTranscript = {
  fileName: string;
  file: Blob;
  /** Id of the reader that knew it, see `i18n`. */
  readerId: string;
  transcript: ImportedTranscript;
  words: number;
  /** False where words have no times of their own, or hardly any. */
  isTimed: boolean;
  /** End of the last timed word, in seconds; null where nothing is timed. */
  endSeconds: number | null;
};

const log = logger('importing');

/** Endings of files that carry words. Media is everything else: its kind is told by its content, later. */
const transcriptEndings = new Set(
  'srt vtt json txt md ttml dfxp xml ass ssa textgrid eaf tsv csv sbv lrc html'.split(' '),
);
/** A transcript of days is smaller; a larger file of such a name is none. */
const mostBytes = 64 * 1024 * 1024;

const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** A file's name without its ending: what a recording and its subtitles have in common. */
export const stemOf = (name: string): string =>
  name
    .replace(/\.[^.]+$/, '')
    .replace(/\.[a-z]{2}(-[A-Z]{2})?$/, '')
    .normalize('NFC')
    .toLowerCase();

/** Where a file belongs, judged by its name; what it holds is found out by whoever reads it. */
export const kindOfFile = (file: Pick<File, 'name'>): FileKind => {
  const ending = endingOf(file.name);
  if (ending === projectExtension) return 'project';
  return transcriptEndings.has(ending) ? 'transcript' : 'media';
};

/** Transcripts that were made elsewhere, brought to recordings. */
export class Importing {
  constructor(private readonly ports: ImportingPorts) {}

  /** Reads a file; its kind is told by its content. Throws `format/unknown`, `format/unreadable`, `media/empty`. */
  async read(file: Blob, fileName: string): Promise<ReadTranscript> {
    if (file.size === 0) throw new AppError('media/empty');
    if (file.size > mostBytes) throw new AppError('format/unknown', { detail: { sizeBytes: file.size } });
    const text = decode(await file.arrayBuffer());
    const { readerFor } = await import('$lib/formats/index.ts');
    const reader = readerFor(fileName, text);
    if (!reader) throw new AppError('format/unknown');
    const transcript = reader.read(text);
    const all = transcript.paragraphs.flatMap(({ words }) => words);
    if (all.length === 0) throw new AppError('format/unreadable', { detail: { format: reader.id } });
    log.info('transcript read', { format: reader.id, words: all.length });
    return {
      ...{ file, fileName, readerId: reader.id, transcript, words: all.length },
      ...{ isTimed: hasTimes(transcript.paragraphs), endSeconds: spanOf(all)?.end ?? null },
    };
  }

  /**
   * Puts it on a recording as the next revision. What stood there is kept as a version of that name; where it has words
   * with times and the file has none, the text takes theirs. Throws `media/missing`, `storage/…`.
   */
  async attach(recordingId: string, { transcript, isTimed }: ReadTranscript, versionName: string): Promise<Transcript> {
    const recording = await this.ports.recordings.find(recordingId);
    if (!recording) throw new AppError('media/missing', { detail: { recordingId } });
    const stored = await this.ports.transcripts.find(recordingId);
    const paragraphs = isTimed ? transcript.paragraphs : await this.#timed(transcript, stored);
    const redactions = stored && carryRedactions(stored, paragraphs);
    const next: Transcript = {
      ...transcript,
      ...(redactions && { redactions }),
      ...{ recordingId, revision: (stored?.revision ?? 0) + 1, machine: null, paragraphs },
      language: transcript.language ?? stored?.language ?? null,
    };
    if (stored && hasWords(stored)) await this.ports.versions.add(stored, versionName);
    await (stored ? this.ports.transcripts.save(next) : this.ports.transcripts.put(next));
    log.info('transcript attached', { recordingId, revision: next.revision });
    return next;
  }

  /** The machine's words are the surest about when; those the person edited serve as well. */
  async #timed({ paragraphs }: ImportedTranscript, stored: Transcript | undefined) {
    const machine = stored?.machine
      ? await this.ports.artifacts.find(stored.recordingId, 'machine', stored.machine)
      : undefined;
    const heard = (machine ?? stored)?.paragraphs.flatMap(({ words }) => words) ?? [];
    return heard.length > 0 ? withTimesOf(heard, paragraphs) : paragraphs;
  }
}

const hasWords = ({ paragraphs }: Transcript): boolean => paragraphs.some(({ words }) => words.length > 0);

/** UTF-8 unless a byte order mark says UTF-16, or its bytes are no UTF-8 (old subtitles: Windows-1252). */
const decode = (bytes: ArrayBuffer): string => {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/** Recordings of the same name as the file, the newest first. */
export const matchesOf = (fileName: string, recordings: readonly Recording[]): Recording[] => {
  const stem = stemOf(fileName);
  return recordings.filter(({ title, fileName: own }) => stemOf(own) === stem || title.toLowerCase() === stem);
};
