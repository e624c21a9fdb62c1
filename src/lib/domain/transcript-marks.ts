import * as v from 'valibot';

/**
 * What a person lays over a transcript without changing its words. Everything names words by id, so it stays where it was
 * put while the text around it is edited; a word that is gone is passed over.
 */

/** Half-open stretch of a recording, in seconds from its start. */
export const spanSchema = v.object({ start: v.number(), end: v.number() });

export const annotationKinds = ['highlight', 'note'] as const;
export const highlightColours = ['yellow', 'green', 'blue', 'pink'] as const;

/**
 * A highlighted or noted stretch of words. `quote`, `at` and `revision` say what stood there when it was made: evidence
 * that can be compared with what stands there now.
 */
export const annotationSchema = v.object({
  id: v.string(),
  kind: v.picklist(annotationKinds),
  /** Ids of the words, in reading order. */
  words: v.array(v.string()),
  quote: v.string(),
  at: v.nullable(spanSchema),
  revision: v.number(),
  colour: v.picklist(highlightColours),
  /** The note; empty for a plain highlight. */
  text: v.string(),
  tags: v.array(v.string()),
  /** ISO 8601, UTC. */
  createdAt: v.string(),
});
export type Annotation = v.InferOutput<typeof annotationSchema>;

export const redactionKinds = ['name', 'email', 'phone', 'card', 'address', 'date', 'custom'] as const;

/** Redacted words that an edit took out of the text. What they said is still in the sound, and in names and notes. */
export const goneSchema = v.object({
  words: v.array(v.string()),
  text: v.string(),
  /** Where the sound has to go, in seconds of the recording, as it was known when they went. */
  at: spanSchema,
});

/** Words that leave the device in no export: neither their text nor their sound. */
export const redactionSchema = v.object({
  id: v.string(),
  kind: v.picklist(redactionKinds),
  words: v.array(v.string()),
  /** What they read when they were redacted: it may be typed over later. */
  said: v.optional(v.string()),
  gone: v.optional(v.array(goneSchema)),
});
export type Redaction = v.InferOutput<typeof redactionSchema>;
