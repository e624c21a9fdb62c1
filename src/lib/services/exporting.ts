import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type {
  AudioFormat,
  AudioRenderer,
  EnhanceOptions,
  FileStore,
  RecordingRepository,
  TranscriptRepository,
} from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Settings } from '$lib/domain/settings.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { toFileName } from '$lib/formats/file-name.ts';
import type { ExportOptions, Format } from '$lib/formats/format.ts';
import { findFormat, formats } from '$lib/formats/index.ts';

export type { ExportOptions, Format } from '$lib/formats/format.ts';

export type ExportedFile = { fileName: string; blob: Blob };

export type ExportingPorts = {
  recordings: Pick<RecordingRepository, 'find'>;
  transcripts: Pick<TranscriptRepository, 'find'>;
  files: Pick<FileStore, 'get'>;
  renderer: AudioRenderer;
};

const log = logger('exporting');

const asIs: EnhanceOptions = { highPass: false, denoise: false, loudnessLufs: null };

/** What the person last chose, as options of an export. */
export const exportOptions = ({ export: chosen }: Settings): ExportOptions => ({
  lineCharacters: chosen.lineCharacters,
  maxLines: chosen.maxLines,
  speakers: chosen.speakers,
  timestamps: chosen.timestamps,
});

/** Endings that tell no more than the type of the file does. */
const extensionOf = (fileName: string): string => /\.([\p{L}\p{N}]{1,8})$/u.exec(fileName)?.[1] ?? 'bin';

/** Everything that leaves the app as a file. */
export class Exporting {
  readonly formats: readonly Format[] = formats;

  constructor(private readonly ports: ExportingPorts) {}

  /** Throws `transcript/missing` where nothing was transcribed yet. */
  async export(recordingId: string, formatId: string, options: ExportOptions): Promise<ExportedFile> {
    const recording = await this.#recording(recordingId);
    const transcript = await this.ports.transcripts.find(recordingId);
    if (!transcript) throw new AppError('transcript/missing', { detail: { recordingId } });
    const format = this.#format(formatId);
    const text = format.write(transcript, { title: recording.title, ...options });
    const blob = new Blob([text], { type: `${format.mime};charset=utf-8` });
    log.info('transcript exported', { recordingId, format: formatId, sizeBytes: blob.size });
    return { fileName: toFileName(recording.title, format.extension), blob };
  }

  /** The file as it would be written, for the eye. */
  preview(transcript: Transcript, formatId: string, options: ExportOptions): string {
    return this.#format(formatId).write(transcript, options);
  }

  /** The bytes as they came. */
  async original(recordingId: string): Promise<ExportedFile> {
    const recording = await this.#recording(recordingId);
    const blob = await this.ports.files.get(recordingId);
    return { fileName: toFileName(recording.title, extensionOf(recording.fileName), 'recording'), blob };
  }

  /** The sound in another format, `enhance` applied to it, or as it is for null. `onProgress` gives 0…1. */
  async audio(
    recordingId: string,
    choice: { format: AudioFormat; enhance: EnhanceOptions | null },
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<ExportedFile> {
    const recording = await this.#recording(recordingId);
    const original = await this.ports.files.get(recordingId);
    const options = { ...(choice.enhance ?? asIs), format: choice.format };
    const blob = await this.ports.renderer.enhance(original, recording.fileName, options, onProgress, signal);
    log.info('audio exported', { recordingId, format: choice.format, sizeBytes: blob.size });
    return { fileName: toFileName(recording.title, choice.format, 'recording'), blob };
  }

  #format(id: string): Format {
    const format = findFormat(id);
    if (!format) throw new AppError('unexpected', { message: `There is no format ${id}.`, detail: { format: id } });
    return format;
  }

  async #recording(id: string): Promise<Recording> {
    const recording = await this.ports.recordings.find(id);
    if (!recording) throw new AppError('media/missing', { detail: { recordingId: id } });
    return recording;
  }
}
