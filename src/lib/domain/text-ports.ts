import type { Analysis, Topic, TopicSource } from './analysis.ts';
import type { Finding } from './private.ts';
import type { RefineChange, RefineRequest } from './refine.ts';
import type { Transcript } from './transcript.ts';

/** What is done with text, away from the page: language models and lexicons are loaded there when first needed. */
export interface TextEngine {
  analyse(transcript: Transcript, signal: AbortSignal): Promise<Analysis>;
  /** Groups recordings by what they are about; one that shares its subject with none is in no topic. */
  topics(sources: readonly TopicSource[], signal: AbortSignal): Promise<readonly Topic[]>;
  /** What a step would change, in the order of the text. Nothing is changed. */
  refine(transcript: Transcript, request: RefineRequest, signal: AbortSignal): Promise<readonly RefineChange[]>;
  /** Names, addresses, numbers and the given terms. Finds much, not all: somebody has to read. */
  findPrivate(transcript: Transcript, terms: readonly string[], signal: AbortSignal): Promise<readonly Finding[]>;
}

/** `download`: the browser has it, but would fetch a model of its own first. */
export type BrowserModelState = 'ready' | 'download' | 'none';

/**
 * Language models that some browsers keep themselves (Summarizer and Translator). Asking for their state fetches nothing;
 * only the other two calls may, so they follow a press of a button that said so.
 */
export interface BrowserLanguage {
  summariser(): Promise<BrowserModelState>;
  /** `from` and `to` are ISO 639-1. */
  translator(from: string, to: string): Promise<BrowserModelState>;
  summarise(text: string, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<string>;
  translate(
    request: { text: string; from: string; to: string },
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<string>;
}
