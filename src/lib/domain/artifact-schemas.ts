import * as v from 'valibot';
import { analysisSchema } from './analysis.ts';
import type { ArtifactName } from './artifacts.ts';
import { transcriptSchema } from './transcript.ts';

/**
 * The outline of each saved artifact: enough to know that a row is what its name says. What does not fit is taken as not
 * saved, and made again.
 */
const spans = v.array(v.looseObject({ start: v.number(), end: v.number() }));
const level = v.looseObject({ samplesPerBucket: v.number(), data: v.instance(Int8Array) });

export const artifactSchemas = {
  origin: v.looseObject({ fileName: v.string(), mime: v.string(), sizeBytes: v.number(), sha256: v.string() }),
  media: v.looseObject({ container: v.string(), mime: v.string(), audioTracks: v.array(v.looseObject({})) }),
  pcm: v.looseObject({
    folder: v.string(),
    sampleRate: v.literal(16_000),
    samplesPerSegment: v.number(),
    totalSamples: v.number(),
    sealed: v.number(),
  }),
  peaks: v.looseObject({ sampleRate: v.literal(16_000), totalSamples: v.number(), levels: v.array(level) }),
  speech: v.looseObject({ spans, detector: v.string(), untilSeconds: v.number() }),
  draft: v.looseObject({ modelId: v.string(), segments: spans }),
  machine: v.looseObject({
    modelId: v.string(),
    paragraphs: v.array(v.looseObject({ id: v.string(), words: v.array(v.looseObject({ text: v.string() })) })),
  }),
  extras: v.looseObject({ entries: v.array(v.looseObject({ path: v.string(), blob: v.instance(Blob) })) }),
  transcript: transcriptSchema,
  analysis: analysisSchema,
} satisfies Record<ArtifactName, v.GenericSchema>;
