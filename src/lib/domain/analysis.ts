import * as v from 'valibot';

/**
 * What a transcript tells when it is read as a whole. Everything points at a place, so that everything can be clicked;
 * sentences are named by their index in `sentences`. Null: nobody can tell for this language yet.
 */
const placeSchema = v.object({
  paragraph: v.string(),
  firstWord: v.string(),
  lastWord: v.string(),
  /** Seconds from the start of the recording. */
  start: v.nullable(v.number()),
  end: v.nullable(v.number()),
});

const sentenceSchema = v.object({
  text: v.string(),
  speaker: v.nullable(v.string()),
  place: placeSchema,
  /** VADER's compound, -1…1; null outside English. */
  sentiment: v.nullable(v.number()),
  isQuestion: v.boolean(),
  isAction: v.boolean(),
});

const phraseSchema = v.object({ text: v.string(), score: v.number(), places: v.array(placeSchema) });

export const entityKinds = ['person', 'place', 'organisation'] as const;
const entitySchema = v.object({ text: v.string(), kind: v.picklist(entityKinds), places: v.array(placeSchema) });

const chapterSchema = v.object({ title: v.string(), start: v.nullable(v.number()), firstSentence: v.number() });

const languageSchema = v.object({ language: v.string(), share: v.number(), place: placeSchema });

const readabilitySchema = v.object({
  /** Flesch 1948, higher is easier; Flesch-Kincaid grade 1975; Gunning fog 1952. */
  readingEase: v.number(),
  grade: v.number(),
  fog: v.number(),
  wordsPerSentence: v.number(),
});

const vocabularySchema = v.object({
  words: v.number(),
  different: v.number(),
  /** Moving-average type-token ratio over 50 words (Covington and McFall 2010), 0…1; null for shorter texts. */
  variety: v.nullable(v.number()),
  /** Most frequent content words. */
  frequent: v.array(v.object({ text: v.string(), count: v.number() })),
  /** Stems of all of them, the most frequent first: what recordings are compared by. */
  content: v.array(v.string()),
});

const speakerSchema = v.object({
  speaker: v.nullable(v.string()),
  seconds: v.number(),
  /** Of all speech, 0…1. */
  share: v.number(),
  turns: v.number(),
  words: v.number(),
  /** In the time they speak themselves. */
  wordsPerMinute: v.nullable(v.number()),
  longestTurnSeconds: v.number(),
  questions: v.number(),
  /** How often they began while somebody else was still speaking, and were begun upon. */
  interrupts: v.number(),
  interrupted: v.number(),
});

const deliverySchema = v.object({
  /** Words a minute in windows of 30 s. */
  pace: v.array(v.object({ start: v.number(), wordsPerMinute: v.number() })),
  /** Silences of 1 s and more, the longest first. */
  pauses: v.array(v.object({ place: placeSchema, seconds: v.number() })),
  speakers: v.array(speakerSchema),
  interruptions: v.array(v.object({ by: v.nullable(v.string()), of: v.nullable(v.string()), place: placeSchema })),
});

export const analysisSchema = v.object({
  /** Of the transcript it was made from. */
  revision: v.number(),
  language: v.nullable(v.string()),
  sentences: v.array(sentenceSchema),
  summary: v.array(v.number()),
  chapters: v.array(chapterSchema),
  keyPhrases: v.nullable(v.array(phraseSchema)),
  entities: v.nullable(v.array(entitySchema)),
  languages: v.array(languageSchema),
  readability: v.nullable(readabilitySchema),
  vocabulary: vocabularySchema,
  delivery: deliverySchema,
});

export type Analysis = v.InferOutput<typeof analysisSchema>;
export type AnalysedSentence = v.InferOutput<typeof sentenceSchema>;
export type KeyPhrase = v.InferOutput<typeof phraseSchema>;
export type EntityKind = (typeof entityKinds)[number];
export type Entity = v.InferOutput<typeof entitySchema>;
export type Chapter = v.InferOutput<typeof chapterSchema>;
export type PassageLanguage = v.InferOutput<typeof languageSchema>;
export type Readability = v.InferOutput<typeof readabilitySchema>;
export type Vocabulary = v.InferOutput<typeof vocabularySchema>;
export type SpeakerDelivery = v.InferOutput<typeof speakerSchema>;
export type Delivery = v.InferOutput<typeof deliverySchema>;

/** What is said about one recording, enough to find what recordings have in common. */
export type TopicSource = {
  recordingId: string;
  title: string;
  keyPhrases: readonly KeyPhrase[];
  words: readonly string[];
};

/** Recordings about the same thing, with the words that say what. */
export type Topic = { label: string; terms: readonly string[]; recordings: readonly string[] };
