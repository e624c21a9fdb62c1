import * as v from 'valibot';

/**
 * Small things a person makes beside recordings. What a newer version adds to one is kept by an older: the schemas are
 * loose. Times are ISO 8601, UTC.
 */
const item = { id: v.string(), name: v.string(), createdAt: v.string(), updatedAt: v.string() };

/** Recordings put together under a name, in this order. Ids of recordings that are gone are left standing. */
export const collectionSchema = v.looseObject({ ...item, recordingIds: v.array(v.string()) });
export type Collection = v.InferOutput<typeof collectionSchema>;

/** A question to the library, not its answer. */
export const savedSearchSchema = v.looseObject({ ...item, query: v.string() });
export type SavedSearch = v.InferOutput<typeof savedSearchSchema>;

/** Choices kept under a name; `kind` says of what, and what `value` means. */
export const presetSchema = v.looseObject({ ...item, kind: v.string(), value: v.unknown() });
export type Preset = v.InferOutput<typeof presetSchema>;
