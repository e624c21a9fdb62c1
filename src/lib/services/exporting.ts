import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import { toIso } from '$lib/core/time.ts';
import type { FileStore, RecordingRepository, TranscriptRepository } from '$lib/domain/ports.ts';
import { rememberGone } from '$lib/domain/redaction-kept.ts';
import { isRedacted } from '$lib/domain/redaction.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { toFileName } from '$lib/formats/file-name.ts';
import type { DocumentTools, ExportOptions, Format } from '$lib/formats/format.ts';
import { distinctNames, fileNameFrom } from '$lib/formats/name-template.ts';
import { embedAudio, soundMark } from './export-audio.ts';
import { shownTitle, withoutRedacted } from './redacted.ts';

export type { ExportOptions, Format } from '$lib/formats/format.ts';

export type ExportedFile = { fileName: string; blob: Blob };

/**
 * What is done to a transcript before it is written: what was cut is taken out, what is private is blacked out. Pure;
 * the stored transcript stays as it is. Several are applied in their order.
 */
export type Prepare = (transcript: Transcript) => Transcript;

export type ExportRequest = {
  formatIds: readonly string[];
  options: ExportOptions;
  /** Name of the files without the ending, see `formats/name-template.ts`; the title where none is given. */
  nameTemplate?: string;
  /** Put the sound into those formats that can play it. */
  withAudio?: boolean;
  prepare?: readonly Prepare[];
};

export type ExportingPorts = {
  recordings: Pick<RecordingRepository, 'find'>;
  transcripts: Pick<TranscriptRepository, 'find'>;
  files: Pick<FileStore, 'get'>;
  /** The sound as an MP3 without what is redacted. Throws as `Sound.withoutRedacted` does. */
  quietSound(transcript: Transcript, signal: AbortSignal): Promise<Blob>;
  /** What documents draw with that no font of ours holds. */
  tools?: DocumentTools;
};

const log = logger('exporting');

/** The writers are loaded with the first export, and not with the app. */
const loadFormats = () => import('$lib/formats/index.ts');

/** What the person last chose, as options of an export. */
export const exportOptions = ({ export: chosen }: Settings): ExportOptions => ({
  lineCharacters: chosen.lineCharacters,
  maxLines: chosen.maxLines,
  charactersPerSecond: chosen.charactersPerSecond,
  speakers: chosen.speakers,
  timestamps: chosen.timestamps,
  layout: chosen.layout,
  frameRate: Number(chosen.frameRate),
});

/** Endings that tell no more than the type of the file does. */
const extensionOf = (fileName: string): string => /\.([\p{L}\p{N}]{1,8})$/u.exec(fileName)?.[1] ?? 'bin';

const typeOf = (format: Format): string => ('write' in format ? `${format.mime};charset=utf-8` : format.mime);

/** What a step takes out of the text and was redacted is hidden in names and titles all the same. */
const prepare = (stored: Transcript, steps: readonly Prepare[]): Transcript => {
  const prepared = steps.reduce((text, step) => step(text), stored);
  const redactions = rememberGone(stored, prepared);
  return redactions === prepared.redactions ? prepared : { ...prepared, redactions };
};

/** Everything that leaves the app as a file. */
export class Exporting {
  constructor(private readonly ports: ExportingPorts) {}

  async formats(): Promise<readonly Format[]> {
    return (await loadFormats()).formats;
  }

  /** One file under the recording's title. Throws `transcript/missing` where nothing was transcribed yet. */
  async export(recordingId: string, formatId: string, options: ExportOptions): Promise<ExportedFile> {
    const [file] = await this.files(recordingId, { formatIds: [formatId], options });
    return file!;
  }

  /** A file a format, each under a name of its own. Throws `transcript/missing`. */
  async files(recordingId: string, request: ExportRequest, signal?: AbortSignal): Promise<ExportedFile[]> {
    const recording = await this.#recording(recordingId);
    const stored = await this.ports.transcripts.find(recordingId);
    if (!stored) throw new AppError('transcript/missing', { detail: { recordingId } });
    const prepared = prepare(stored, request.prepare ?? []);
    const { transcript, options } = withoutRedacted(prepared, { title: recording.title, ...request.options });
    const shown = { ...recording, title: shownTitle(recording.title, prepared) };
    const files: ExportedFile[] = [];
    for (const id of request.formatIds) {
      signal?.throwIfAborted();
      const format = await this.#format(id);
      const sound = () => this.#sound(stored, signal ?? new AbortController().signal);
      const blob = await this.#make(format, { ...request, transcript, options }, sound);
      log.info('transcript exported', { recordingId, format: id, sizeBytes: blob.size });
      files.push({ fileName: nameOf(format, shown, transcript, request.nameTemplate), blob });
    }
    const names = distinctNames(files.map(({ fileName }) => fileName));
    return files.map(({ blob }, index) => ({ fileName: names[index]!, blob }));
  }

  /** The file as it would be written, for the eye, without what is redacted; of a document that is no text, its text. */
  async preview(stored: Transcript, formatId: string, chosen: ExportOptions): Promise<string> {
    const format = await this.#format(formatId);
    const { transcript, options } = withoutRedacted(stored, chosen);
    return 'write' in format ? format.write(transcript, options) : (await loadFormats()).asText(transcript, options);
  }

  /** HTML for the clipboard, beside the plain text of a format. */
  async richText(stored: Transcript, chosen: ExportOptions): Promise<string> {
    const { transcript, options } = withoutRedacted(stored, chosen);
    return (await import('$lib/formats/rich-text.ts')).richText(transcript, options);
  }

  /** Several files as one zip. */
  async zip(files: readonly ExportedFile[], recordingId: string): Promise<ExportedFile> {
    const recording = await this.#recording(recordingId);
    const title = shownTitle(recording.title, await this.ports.transcripts.find(recordingId));
    const { zipOf } = await import('./zip-write.ts');
    const blob = await new Response(zipOf(files.map(({ fileName, blob }) => ({ path: fileName, blob })))).blob();
    return { fileName: toFileName(title, 'zip'), blob: new Blob([blob], { type: 'application/zip' }) };
  }

  /** The bytes as they came. */
  async original(recordingId: string): Promise<ExportedFile> {
    const recording = await this.#recording(recordingId);
    const blob = await this.ports.files.get(recordingId);
    return { fileName: toFileName(recording.title, extensionOf(recording.fileName), 'recording'), blob };
  }

  async #make(
    format: Format,
    { transcript, options: full, withAudio }: ExportRequest & { transcript: Transcript },
    sound: () => Promise<Blob>,
  ): Promise<Blob> {
    const type = typeOf(format);
    if (!('write' in format)) return new Blob([await format.make(transcript, full, this.ports.tools)], { type });
    if (!withAudio || !format.uses.includes('audioUrl')) return new Blob([format.write(transcript, full)], { type });
    const page = format.write(transcript, { ...full, audioUrl: soundMark });
    return embedAudio(page, await sound(), type);
  }

  /** The bytes as they came, or an MP3 without what is redacted. */
  #sound(transcript: Transcript, signal: AbortSignal): Promise<Blob> {
    const { quietSound, files } = this.ports;
    return isRedacted(transcript) ? quietSound(transcript, signal) : files.get(transcript.recordingId);
  }

  async #format(id: string): Promise<Format> {
    const format = (await loadFormats()).findFormat(id);
    if (!format) throw new AppError('unexpected', { message: `There is no format ${id}.`, detail: { format: id } });
    return format;
  }

  async #recording(id: string): Promise<Recording> {
    const recording = await this.ports.recordings.find(id);
    if (!recording) throw new AppError('media/missing', { detail: { recordingId: id } });
    return recording;
  }
}

const nameOf = (format: Format, recording: Recording, transcript: Transcript, template = '{title}'): string => {
  const [date = '', time = ''] = (recording.createdAt || toIso(new Date())).split('T');
  const facts = {
    title: recording.title,
    date,
    time: time.slice(0, 5).replace(':', '.'),
    language: transcript.language ?? '',
    speakers: transcript.speakers.map(({ name }) => name).join(', '),
    format: format.id,
    revision: String(transcript.revision),
  };
  return fileNameFrom(template, facts, format.extension);
};
