import type { Pcm, Span, Speech } from '$lib/domain/artifacts.ts';
import type { ModelRef } from '$lib/domain/model.ts';
import type { SpeechEngine } from '$lib/domain/ports.ts';
import { chosen, defaultRecognition } from '$lib/domain/recognition.ts';
import { defineStep } from '../step.ts';
import { Recognition } from './recognition.ts';

export type TranscriptionPorts = {
  engine: SpeechEngine;
  models: {
    /** Where the bytes of a model are. Throws `model/missing` before it was downloaded. */
    refFor(modelId: string): Promise<ModelRef>;
  };
};

/**
 * Turns speech into a draft, window by window, while speech is still being found. Each finished window is kept as a
 * checkpoint and shown at once. Without speech the model is never loaded.
 */
export const recognise = ({ engine, models }: TranscriptionPorts) =>
  defineStep({
    id: 'transcription/recognise',
    version: 2,
    needs: [],
    follows: ['pcm', 'speech'],
    makes: ['draft'],
    lane: 'speech',
    options: ({ modelId, language, recognition }) => {
      // The vocabulary acts on what was recognised, and not before.
      const { vocabulary: _later, ...rest } = chosen(recognition);
      return { modelId, language, ...rest };
    },
    run: async (inputs, context, order) => {
      const model = await models.refFor(order.modelId);
      const choice = { ...defaultRecognition, ...order.recognition };
      const work = { engine, model, context, language: order.language, choice, pcm: inputs.pcm };
      const recognition = new Recognition(work);
      try {
        if (choice.windows === 'sequential') {
          const speech = await inputs.speech.whole(context.signal);
          const pcm = await inputs.pcm.whole(context.signal);
          await recognition.goThrough(speech.spans.length > 0 ? [stretchOf(pcm, choice.range)] : []);
        } else {
          for await (const speech of inputs.speech.states(context.signal))
            await recognition.follow(within(speech, choice.range), false);
          await recognition.follow(within(await inputs.speech.whole(context.signal), choice.range), true);
        }
      } finally {
        await recognition.keep();
      }
      return { draft: recognition.draft };
    },
  });

const stretchOf = (pcm: Pcm, range: Span | null): Span => {
  const totalSeconds = pcm.totalSamples / pcm.sampleRate;
  return { start: Math.max(0, range?.start ?? 0), end: Math.min(totalSeconds, range?.end ?? totalSeconds) };
};

/** The speech inside a range. */
const within = (speech: Speech, range: Span | null): Speech =>
  range === null
    ? speech
    : {
        ...speech,
        spans: speech.spans
          .map(({ start, end }) => ({ start: Math.max(start, range.start), end: Math.min(end, range.end) }))
          .filter(({ start, end }) => end - start > 0.05),
      };
