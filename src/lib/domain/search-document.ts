import type { Recording } from './recording.ts';
import type { SearchDocument } from './search.ts';
import type { Transcript } from './transcript.ts';

/** Raise it when documents are made otherwise: the index is then made anew. */
const documentVersion = 1;

type Described = Pick<Recording, 'id' | 'title' | 'createdAt' | 'tags'>;

/** Equal where the recording need not be indexed again. */
export const searchFingerprint = (recording: Described, revision: number): string =>
  JSON.stringify([documentVersion, revision, recording.title, recording.createdAt, recording.tags ?? []]);

/** What the index holds of one recording: every paragraph with words, as it reads now. */
export const searchDocument = (recording: Described, transcript: Transcript): SearchDocument => {
  const names = new Map(transcript.speakers.map(({ id, name }) => [id, name]));
  return {
    recordingId: recording.id,
    fingerprint: searchFingerprint(recording, transcript.revision),
    title: recording.title,
    createdAt: recording.createdAt,
    tags: recording.tags ?? [],
    passages: transcript.paragraphs
      .filter((paragraph) => paragraph.words.length > 0)
      .map(({ id, speaker, language, words }) => ({
        paragraphId: id,
        speaker: (speaker !== null && names.get(speaker)) || '',
        language: language ?? transcript.language,
        words: words.map((word) => word.text),
        joined: words.map((word) => word.joined ?? false),
        starts: Float32Array.from(words, (word) => word.start ?? NaN),
      })),
  };
};
