import * as v from 'valibot';

export const recordingSources = ['microphone', 'file', 'link'] as const;

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
  /** ISO 8601, UTC. */
  createdAt: v.string(),
  updatedAt: v.string(),
  /** Set when it lies in the bin. */
  deletedAt: v.nullable(v.string()),
});
export type Recording = v.InferOutput<typeof recordingSchema>;
