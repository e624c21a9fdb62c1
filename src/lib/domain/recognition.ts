import * as v from 'valibot';

/**
 * How a recording is to be recognised, beside model and language; part of what a saved draft is known by. What is left
 * out stands at its default.
 */
export const recognitionSchema = v.object({
  /** `translate`: into English, by models that can. */
  task: v.optional(v.picklist(['transcribe', 'translate']), 'transcribe'),
  /** Lines of text followed side by side; 1 takes the likeliest token each time. */
  beamSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)), 1),
  /** `packed`: windows of speech cut at pauses. `sequential`: 30 s after 30 s, each from where the last text ended. */
  windows: v.optional(v.picklist(['packed', 'sequential']), 'packed'),
  /** Text to take for what was said before. */
  prompt: v.optional(v.string(), ''),
  /** Names and terms, a line each (`domain/vocabulary.ts`). */
  vocabulary: v.optional(v.string(), ''),
  /** Only this stretch, in seconds of the recording. */
  range: v.optional(v.nullable(v.object({ start: v.number(), end: v.number() })), null),
});
export type RecognitionChoice = v.InferOutput<typeof recognitionSchema>;

export const defaultRecognition: RecognitionChoice = v.parse(recognitionSchema, {});

/** What differs from the defaults: what a fingerprint needs to hold. */
export const chosen = (choice: Partial<RecognitionChoice> = {}): Partial<RecognitionChoice> =>
  Object.fromEntries(
    Object.entries(choice).filter(
      ([key, value]) =>
        value !== undefined &&
        JSON.stringify(value) !== JSON.stringify(defaultRecognition[key as keyof RecognitionChoice]),
    ),
  );
