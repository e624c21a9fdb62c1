import { AppError } from '$lib/core/errors.ts';
import { nowIso } from '$lib/core/time.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import { cleaningText, keptSpans, noCleaning, onTheClock, SoundMap, type Cleaning } from '$lib/domain/cleaning.ts';
import type {
  ArtifactStore,
  AudioFormat,
  AudioRenderer,
  FileStore,
  MediaEngine,
  RecordingRepository,
  RenderRequest,
  SoundMask,
  TranscriptRepository,
} from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { pictureOfCopy, wholeSound, type DecodedChannel } from '$lib/domain/sound.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { toFileName } from '$lib/formats/file-name.ts';
import { firstValue } from './first-value.ts';
import { maskOf, shownTitle } from './redacted.ts';

export type SoundPorts = {
  recordings: Pick<RecordingRepository, 'find' | 'update'>;
  files: Pick<FileStore, 'get'>;
  artifacts: Pick<ArtifactStore, 'watchLatest'>;
  media: Pick<MediaEngine, 'probe' | 'removePcm'>;
  renderer: Pick<AudioRenderer, 'render'>;
  transcripts: Pick<TranscriptRepository, 'find'>;
};

export type SoundExport = {
  format: AudioFormat;
  cleaning: Cleaning;
  /** A part of the recording; all of it for null. */
  span: Span | null;
  /** What is heard where something is redacted; a beep where it is not said. */
  instead?: SoundMask['sound'];
};

type OnProgress = (fraction: number) => void;

/** Formats of the cleaned copy by what it is for: small and exact in time. */
const copyFormat = 'm4a';

const oneChannel = (recording: Recording): { track: number; channel: DecodedChannel } => {
  const { track, channel } = recording.sound ?? wholeSound;
  return { track, channel: channel === 'split' ? 'mix' : channel };
};

const overlap = (spans: readonly Span[], { start, end }: Span): Span[] =>
  spans
    .map((span) => ({ start: Math.max(start, span.start), end: Math.min(end, span.end) }))
    .filter((span) => span.end > span.start);

/** How a recording sounds: listening to a cleaned passage, keeping a cleaned copy, saving sound as a file. */
export class Sound {
  constructor(private readonly ports: SoundPorts) {}

  /** Keeps how the recording is to be cleaned, and whether recognition is to hear it so. */
  choose(recordingId: string, cleaning: NonNullable<Recording['cleaning']>): Promise<void> {
    return this.ports.recordings.update(recordingId, { cleaning });
  }

  /** A passage as it is and cleaned, as two WAV files of the same length, to compare by ear. */
  async compare(recordingId: string, cleaning: Cleaning, span: Span, signal: AbortSignal) {
    const request = await this.#request(recordingId, signal);
    const passage = { ...request, keep: [span], format: 'wav' as const, chapters: [] };
    const render = async (how: Cleaning) =>
      (await this.ports.renderer.render({ ...passage, cleaning: how }, () => {}, signal)).file;
    return { original: await render(noCleaning), cleaned: await render(onTheClock(cleaning)) };
  }

  /** Makes the cleaned copy that the editor plays, on the recording's own clock. The original stays as it is. */
  async apply(recordingId: string, cleaning: Cleaning, onProgress: OnProgress, signal: AbortSignal): Promise<void> {
    const path = `pcm/${recordingId}/cleaned-${Date.now()}.${copyFormat}`;
    const request = await this.#request(recordingId, signal);
    const made = onTheClock(cleaning);
    const whole = { ...request, keep: null, cleaning: made, format: copyFormat, path } as const;
    const { loudness } = await this.ports.renderer.render(whole, onProgress, signal);
    const beforeLufs = loudness?.beforeLufs ?? null;
    const cleaned = { path, cleaning: made, madeAt: nowIso(), beforeLufs, isPlayed: true };
    const before = (await this.#recording(recordingId)).cleaned;
    await this.ports.recordings.update(recordingId, { cleaned });
    if (!before) return;
    for (const old of [before.path, pictureOfCopy(before.path)]) await this.ports.media.removePcm(old);
  }

  /** Whether the editor plays the cleaned copy. */
  async play(recordingId: string, isCleaned: boolean): Promise<void> {
    const { cleaned } = await this.#recording(recordingId);
    if (cleaned) await this.ports.recordings.update(recordingId, { cleaned: { ...cleaned, isPlayed: isCleaned } });
  }

  /**
   * Renders sound as a file with the recording's name, tags, chapters and the parameters it was cleaned with. What is
   * redacted in its transcript is in none of them. Throws `redaction/lost`, `enhance/…`, `storage/full`.
   */
  async export(recordingId: string, choice: SoundExport, onProgress: OnProgress, signal: AbortSignal) {
    const recording = await this.#recording(recordingId);
    const transcript = await this.ports.transcripts.find(recordingId);
    const shown = (text: string) => shownTitle(text, transcript);
    const request = await this.#request(recordingId, signal);
    const keep = await this.#keep(recordingId, choice, request.durationSeconds);
    const { cleaning, format, instead } = choice;
    const map = new SoundMap(keep, cleaning.speed);
    const isKept = (at: number) => !keep || keep.some(({ start, end }) => at >= start && at < end);
    const chapters = (recording.markers ?? [])
      .filter(({ at }) => isKept(at))
      .map(({ at, note }) => ({ start: map.toCopy(at), title: shown(note) }));
    const tags = tagsOf(recording, cleaning, shown);
    const made = { ...request, tags, chapters, keep, cleaning, format, mask: maskOf(transcript, instead) };
    const { file } = await this.ports.renderer.render(made, onProgress, signal);
    return { fileName: toFileName(shown(recording.title), format, 'recording'), blob: file };
  }

  /**
   * The sound on the recording's own clock without what `transcript` has redacted, without tags, whatever its length: of the
   * chosen track, its channels kept, more than two mixed to two. It is always made anew: the original may tell in its tags or
   * its picture what the sound does not. Throws `redaction/lost`, `enhance/…`, `storage/full`.
   */
  async withoutRedacted(
    transcript: Transcript,
    { format, instead }: { format: AudioFormat; instead: SoundMask['sound'] },
    signal: AbortSignal,
  ): Promise<Blob> {
    const mask = maskOf(transcript, instead);
    const request = await this.#request(transcript.recordingId, signal);
    const whole = { ...request, channel: 'mix' as const, keep: null, format, mask };
    return (await this.ports.renderer.render(whole, () => {}, signal)).file;
  }

  async #keep(id: string, { cleaning, span }: SoundExport, durationSeconds: number | null): Promise<Span[] | null> {
    const { longestPauseSeconds } = cleaning;
    const total = span?.end ?? durationSeconds ?? Number.MAX_SAFE_INTEGER;
    const part = span ?? { start: 0, end: total };
    if (longestPauseSeconds === null) return span ? [span] : null;
    const speech = await firstValue(this.ports.artifacts.watchLatest(id, 'speech'));
    if (!speech || speech.spans.length === 0) return span ? [span] : null;
    return overlap(keptSpans(speech.spans, total, longestPauseSeconds), part);
  }

  async #request(id: string, signal: AbortSignal): Promise<Omit<RenderRequest, 'keep' | 'format'>> {
    const recording = await this.#recording(id);
    const file = await this.ports.files.get(id);
    const saved = await firstValue(this.ports.artifacts.watchLatest(id, 'media'));
    const info = saved ?? (await this.ports.media.probe(file, recording.fileName, signal));
    const { track, channel } = oneChannel(recording);
    const sourceChannels = info.audioTracks[track]?.channels ?? 1;
    const durationSeconds = recording.durationSeconds ?? info.durationSeconds;
    return { file, track, channel, sourceChannels, durationSeconds, cleaning: noCleaning, tags: {}, chapters: [] };
  }

  async #recording(id: string): Promise<Recording> {
    const recording = await this.ports.recordings.find(id);
    if (!recording) throw new AppError('media/missing', { detail: { recordingId: id } });
    return recording;
  }
}

const tagsOf = (
  { title, artist, date, createdAt }: Recording,
  cleaning: Cleaning,
  shown: (text: string) => string,
): RenderRequest['tags'] => {
  const how = cleaningText(cleaning);
  return {
    ...{ title: shown(title), date: date ?? createdAt.slice(0, 10) },
    ...(artist ? { artist: shown(artist) } : {}),
    ...(how ? { comment: `EchoFlow: ${how}` } : {}),
  };
};
