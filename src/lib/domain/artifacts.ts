import type { Leftover } from './leftover.ts';
import type { Analysis } from './analysis.ts';
import type { Cleaning } from './cleaning.ts';
import type { MediaInfo } from './media.ts';
import type { Draft, MachineLayer, Transcript } from './transcript.ts';

/** Half-open stretch of a recording, in seconds from its start. */
export type Span = { readonly start: number; readonly end: number };

/** The bytes as they came; the blob itself is asked of `FileStore`. */
export type Origin = { fileName: string; mime: string; sizeBytes: number; sha256: string };

/** Which decoder made the samples, and why that one. */
export type Decoder = 'wav' | 'ffmpeg' | 'webcodecs';

/**
 * 16 kHz mono signed 16-bit little-endian samples as a row of numbered files in OPFS (`folder/0000.s16`, …), 60 s each
 * but the last. A segment is readable once sealed; `sealed` counts them while the artifact grows.
 */
export type Pcm = {
  folder: string;
  sampleRate: 16_000;
  samplesPerSegment: number;
  totalSamples: number;
  sealed: number;
  decoder: Decoder;
  reason: string;
  /** How the sound was cleaned before anything heard it; not given for the sound as it is. */
  cleaning?: Cleaning;
};

/** All decoded sound of a recording lies below this folder of OPFS. */
export const pcmFolder = (recordingId: string): string => `pcm/${recordingId}`;

/** One resolution of the waveform: interleaved minimum and maximum of each bucket, -127…127. */
export type PeakLevel = { samplesPerBucket: number; data: Int8Array };

/** Finest level first. Made from the 16 kHz samples in the same pass that decodes. */
export type Peaks = {
  sampleRate: 16_000;
  totalSamples: number;
  levels: readonly PeakLevel[];
  /** Momentary loudness (EBU R 128), LUFS, one number each 100 ms, and that of the whole (null for silence). */
  loudness?: { lufs: Float32Array; integratedLufs: number | null };
  /** Where it was recorded too loud, tops cut off. */
  clipped?: readonly Span[];
};

/** Sound by time and pitch: `rows` frequencies, lowest first, from 0 to `topHertz`, for each of `columns` moments. 0…255. */
export type Spectrogram = { columns: number; rows: number; topHertz: number; data: Uint8Array<ArrayBuffer> };

/** Where somebody speaks. `untilSeconds` says how far the search has come while the artifact grows. */
export type Speech = { spans: readonly Span[]; detector: 'silero' | 'energy'; untilSeconds: number };

/** Kept from a project file that a newer program wrote, and given back when it is written again. */
export type Extras = {
  manifest?: Leftover | undefined;
  recording?: Leftover | undefined;
  transcript?: Leftover | undefined;
  /** Files below the recording's folder. */
  entries: readonly { path: string; blob: Blob }[];
};

/** Everything the pipelines can make for a recording. A step turns some of these into more. */
export type Artifacts = {
  origin: Origin;
  media: MediaInfo;
  pcm: Pcm;
  peaks: Peaks;
  speech: Speech;
  draft: Draft;
  machine: MachineLayer;
  /** Made by no step: what a project file held that nobody here knows. */
  extras: Extras;
  /** What the person edits: made by nobody, fingerprinted by its revision. */
  transcript: Transcript;
  analysis: Analysis;
};

/** Artifacts that no step makes: the manager is told of them, and they are saved elsewhere. */
export const rootArtifacts = ['origin', 'transcript'] as const;
export type RootArtifact = (typeof rootArtifacts)[number];

export type ArtifactName = keyof Artifacts;

/** Follows every edit: only the one saved last is kept. */
export const isKeptOnce = (name: ArtifactName): boolean => name === 'analysis';
