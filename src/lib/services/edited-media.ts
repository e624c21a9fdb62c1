import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import { toCues } from '$lib/domain/cues.ts';
import { clipOf, cutListOf, editedSeconds, transcriptAfterCut, wholeList } from '$lib/domain/cut-list.ts';
import type { CaptionKind, CaptionStyle, MediaFormat, RenderProgress } from '$lib/domain/edited-media.ts';
import { redact, shownTitle } from '$lib/domain/redaction.ts';
import { redactedSpans } from '$lib/domain/redaction-sound.ts';
import type {
  EnhanceOptions,
  FileStore,
  MediaRenderer,
  RecordingRepository,
  TranscriptRepository,
} from '$lib/domain/ports.ts';
import { toFileName } from '$lib/formats/file-name.ts';
import type { ExportedFile } from './exporting.ts';

export type EditedMediaPorts = {
  recordings: Pick<RecordingRepository, 'find'>;
  transcripts: Pick<TranscriptRepository, 'find'>;
  files: Pick<FileStore, 'get'>;
  renderer: MediaRenderer;
};

export type EditedMediaChoice = {
  format: MediaFormat;
  /** False: everything is heard, cuts or not. */
  followsCut: boolean;
  /** Only this stretch of the file; null for all of it. */
  clip: Span | null;
  enhance: EnhanceOptions | null;
  captions: CaptionKind;
  style: CaptionStyle;
  lineCharacters: number;
  maxLines: number;
  durationSeconds: number;
};

const log = logger('edited-media');

/** The edited recording as sound or video: cuts made, enhanced, captioned, or only a clip of it. */
export class EditedMedia {
  constructor(private readonly ports: EditedMediaPorts) {}

  /** Throws `media/missing`, `redaction/lost`, `render/…`, `enhance/…`, `storage/full`. The blob is good until the next one is made. */
  async export(
    recordingId: string,
    choice: EditedMediaChoice,
    onProgress: (progress: RenderProgress) => void,
    signal: AbortSignal,
  ): Promise<ExportedFile> {
    const recording = await this.ports.recordings.find(recordingId);
    if (!recording) throw new AppError('media/missing', { detail: { recordingId } });
    const transcript = await this.ports.transcripts.find(recordingId);
    const file = await this.ports.files.get(recordingId);
    const { format, captions, style, enhance, durationSeconds } = choice;
    const cut = choice.followsCut && transcript ? cutListOf(transcript, durationSeconds) : wholeList(durationSeconds);
    const list = choice.clip ? clipOf(cut, choice.clip) : cut;
    const options = { lineCharacters: choice.lineCharacters, maxLines: choice.maxLines };
    const cues = transcript && captions !== 'none' ? toCues(transcriptAfterCut(redact(transcript), list), options) : [];
    const { blob, picture } = await this.ports.renderer.render(
      {
        ...{ file, fileName: recording.fileName, kept: list.kept, format, enhance, captions, style, cues },
        track: recording.sound?.track ?? 0,
        muted: transcript ? redactedSpans(transcript) : [],
        language: transcript?.language ?? null,
      },
      onProgress,
      signal,
    );
    log.info('edited media exported', { recordingId, format, picture, seconds: editedSeconds(list) });
    const extension = format === 'opus' ? 'opus' : format;
    return { fileName: toFileName(shownTitle(recording.title, transcript), extension, 'recording'), blob };
  }
}
