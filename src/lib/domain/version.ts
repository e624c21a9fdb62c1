import * as v from 'valibot';

/** A revision of a transcript that is kept: named by the person, or (`name` null) taken now and then while working. */
export const versionSchema = v.object({
  id: v.string(),
  recordingId: v.string(),
  revision: v.number(),
  name: v.nullable(v.string()),
  /** ISO 8601, UTC. */
  savedAt: v.string(),
  words: v.number(),
});
export type Version = v.InferOutput<typeof versionSchema>;
