import type { Job } from '../../src/lib/domain/job.ts';
import type { Recording } from '../../src/lib/domain/recording.ts';
import type { Paragraph, Transcript, Word } from '../../src/lib/domain/transcript.ts';

/** Whole, valid things of the domain, to be changed by a test where it matters. */
export const sampleRecording = (change: Partial<Recording> = {}): Recording => ({
  id: 'recording-1',
  title: 'Interview',
  source: 'file',
  fileName: 'interview.wav',
  mime: 'audio/wav',
  sizeBytes: 3,
  sha256: 'a'.repeat(64),
  durationSeconds: 12.5,
  hasVideo: false,
  createdAt: '2026-11-22T20:00:00.000Z',
  updatedAt: '2026-11-22T20:00:00.000Z',
  deletedAt: null,
  ...change,
});

export const sampleWord = (id: string, text: string, start: number | null = null): Word => ({
  id,
  text,
  start,
  end: start === null ? null : start + 0.25,
  conf: start === null ? null : 0.875,
  confTime: null,
  origin: start === null ? 'inserted' : 'machine',
});

export const sampleParagraph = (id: string, texts: readonly string[], startSeconds = 0): Paragraph => ({
  id,
  speaker: null,
  language: 'en',
  words: texts.map((text, index) => sampleWord(`${id}-${index}`, text, startSeconds + index / 2)),
});

export const sampleTranscript = (change: Partial<Transcript> = {}): Transcript => ({
  recordingId: 'recording-1',
  revision: 1,
  machine: 'fingerprint-1',
  language: 'en',
  speakers: [{ id: 's1', name: 'Anna' }],
  paragraphs: [sampleParagraph('p1', ['Good', 'morning.']), sampleParagraph('p2', ['How', 'are', 'you?'], 5)],
  ...change,
});

export const sampleJob = (change: Partial<Job> = {}): Job => ({
  id: 'job-1',
  recordingId: 'recording-1',
  wants: 'machine',
  modelId: 'echoflow-micro',
  language: 'auto',
  createdAt: '2026-11-22T20:01:00.000Z',
  state: { kind: 'queued' },
  ...change,
});
