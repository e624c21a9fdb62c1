import * as v from 'valibot';
import { recordingSchema } from './recording.ts';
import { transcriptSchema } from './transcript.ts';

/** The portable project file: a zip that `docs/project-file.md` describes. */
export const projectMime = 'application/vnd.echoflow.project+zip';
export const projectExtension = 'echoflow';
export const projectVersion = 1;

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** `project.json`: what the file holds. Unknown fields are kept, here and in every other part. */
export const projectSchema = v.object({
  format: v.literal('echoflow-project'),
  /** Rises when an older program would misunderstand the file. */
  version: v.number(),
  app: v.string(),
  /** ISO 8601, UTC. */
  createdAt: v.string(),
  /** `library`: everything that was there, settings and collections among it. */
  kind: v.picklist(['recordings', 'library']),
  recordings: v.array(v.object({ id: v.string(), media: v.nullable(v.string()) })),
  files: v.array(v.object({ path: v.string(), sizeBytes: v.number(), sha256 })),
});
export type ProjectManifest = v.InferOutput<typeof projectSchema>;

/** `recordings/<id>/recording.json`. */
export const projectRecordingSchema = recordingSchema;

/** `recordings/<id>/transcript.json`: as the EchoFlow JSON export, see `docs/transcript-json.md`. */
export const projectTranscriptSchema = v.object({
  format: v.literal('echoflow-transcript'),
  version: v.literal(1),
  ...transcriptSchema.entries,
});

/** `recordings/<id>/versions/<n>.json`. */
export const projectVersionSchema = v.object({
  name: v.nullable(v.string()),
  savedAt: v.string(),
  transcript: transcriptSchema,
});
