import * as v from 'valibot';
import { cleaningSchema } from './cleaning.ts';
import { soundChoiceSchema } from './sound.ts';

/** `transcript`: a text whose sound is not here; its file stands in the place of the sound. */
export const recordingSources = ['microphone', 'file', 'link', 'transcript'] as const;

/** A place somebody marked while recording. `at`: seconds from the beginning, pauses left out. */
export const markerSchema = v.object({ id: v.string(), at: v.number(), note: v.string() });
export type Marker = v.InferOutput<typeof markerSchema>;

/** One row of the library. The bytes are in `FileStore`, what was made of them in `ArtifactStore`. */
export const recordingSchema = v.object({
  id: v.string(),
  title: v.string(),
  source: v.picklist(recordingSources),
  fileName: v.string(),
  mime: v.string(),
  sizeBytes: v.number(),
  sha256: v.string(),
  durationSeconds: v.nullable(v.number()),
  hasVideo: v.boolean(),
  /** In the order of time. They lie in the row, so both homes of the library hold them. */
  markers: v.optional(v.array(markerSchema)),
  /** Replacement rules of this recording alone, as `parseRules` reads them. */
  rules: v.optional(v.string()),
  /** `me-them`: who recorded is the left channel, the other side the right. */
  layout: v.optional(v.picklist(['me-them'])),
  /** Words somebody files it under, in the order they were given; none twice. */
  tags: v.optional(v.array(v.string())),
  /** Which of its sound was chosen; the first track, its channels mixed, where nobody chose. */
  sound: v.optional(soundChoiceSchema),
  /** How it is to be made clearer, as the person chose; `recognise`: recognition listens to the cleaned sound, too. */
  cleaning: v.optional(v.object({ ...cleaningSchema.entries, recognise: v.boolean() })),
  /** The cleaned copy that lies in OPFS, what made it, and whether the editor plays it. */
  cleaned: v.optional(
    v.object({
      path: v.string(),
      cleaning: cleaningSchema,
      madeAt: v.string(),
      beforeLufs: v.nullable(v.number()),
      isPlayed: v.boolean(),
    }),
  ),
  /** Who made it, and when, as the file itself says. */
  artist: v.optional(v.string()),
  date: v.optional(v.string()),
  /** ISO 8601, UTC. */
  createdAt: v.string(),
  updatedAt: v.string(),
  /** Set when it lies in the bin. */
  deletedAt: v.nullable(v.string()),
});
export type Recording = v.InferOutput<typeof recordingSchema>;
