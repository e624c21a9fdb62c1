import { newId } from '$lib/core/ids.ts';
import type { Watchable } from '$lib/domain/ports.ts';
import { givesAway, secretsOf, type Secrets } from '$lib/domain/redaction-secrets.ts';
import { redact, redactedText } from '$lib/domain/redaction.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { ProjectPorts, ProjectSource } from './ports.ts';

const nothing = <T>(value: T): Watchable<T> => ({
  subscribe: (tell) => {
    tell(value);
    return { unsubscribe: () => {} };
  },
});

/** A transcript without its recording: its file stands in the place of the sound, and says everything. */
const textFile = (transcript: Transcript): Blob =>
  new Blob([JSON.stringify({ format: 'echoflow-transcript', version: 1, ...transcript })], {
    type: 'application/json',
  });

/**
 * The library's row without a redacted word. Only what is named here goes along: whatever else the row may hold one day has
 * to be thought about first.
 */
const rowOf = (recording: Recording, secrets: Secrets): Omit<Recording, 'sizeBytes' | 'sha256'> => {
  const mask = (text: string) => (givesAway(text, secrets) ? redactedText : text);
  const rules = recording.rules
    ?.split('\n')
    .filter((line) => !givesAway(line, secrets))
    .join('\n');
  const { source, durationSeconds, markers, tags, artist, date, layout, cleaning, createdAt, updatedAt } = recording;
  return {
    ...{ id: newId(), title: mask(recording.title), source, durationSeconds, hasVideo: false },
    ...{ fileName: 'sound.flac', mime: 'audio/flac', createdAt, updatedAt, deletedAt: null },
    ...(markers ? { markers: markers.map((marker) => ({ ...marker, note: mask(marker.note) })) } : {}),
    ...(tags ? { tags: tags.filter((tag) => !givesAway(tag, secrets)) } : {}),
    ...(artist ? { artist: mask(artist) } : {}),
    ...(rules ? { rules } : {}),
    ...(date ? { date } : {}),
    ...(layout ? { layout } : {}),
    ...(cleaning ? { cleaning } : {}),
  };
};

/**
 * What a project of a recording is written from when nothing redacted may be in it: the text with marks, the sound with
 * silence, and a name of its own, so that it is never merged with the recording it came from. Versions, what the machine
 * heard, pictures and what a newer program wrote say what is hidden, or may: they stay here.
 */
export const redactedSource = async (
  ports: ProjectPorts,
  recording: Recording,
  transcript: Transcript,
  signal: AbortSignal,
): Promise<{ recording: Recording; source: ProjectSource }> => {
  const row = rowOf(recording, secretsOf(transcript));
  const text = { ...redact(transcript), recordingId: row.id, machine: null };
  const file = recording.source === 'transcript' ? textFile(text) : await soundOf(ports, transcript, signal);
  const { shelves, settings, hash, appVersion } = ports;
  const isText = recording.source === 'transcript';
  return {
    recording: {
      ...row,
      ...(isText ? { fileName: 'transcript.json', mime: 'application/json' } : {}),
      ...(recording.sound ? { sound: { ...recording.sound, track: 0 } } : {}),
      sizeBytes: file?.size ?? 0,
      sha256: file ? await hash(file, signal) : '',
    },
    source: {
      ...{ shelves, settings, hash, appVersion },
      files: { has: async () => file !== null, get: async () => file! },
      transcripts: { find: async () => text },
      versions: { watch: () => nothing([]), transcript: async () => undefined },
      artifacts: { find: async () => undefined, fingerprints: async () => [] },
    },
  };
};

/** The chosen track alone: it is the only one in its file. */
const soundOf = async (ports: ProjectPorts, transcript: Transcript, signal: AbortSignal): Promise<Blob | null> =>
  (await ports.files.has(transcript.recordingId)) ? ports.quietSound(transcript, signal) : null;
