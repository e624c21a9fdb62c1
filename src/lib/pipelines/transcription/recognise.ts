import type { ModelRef } from '$lib/domain/model.ts';
import type { SpeechEngine } from '$lib/domain/ports.ts';
import { defineStep } from '../step.ts';
import { makeDraft } from './draft.ts';
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
    version: 1,
    needs: [],
    follows: ['pcm', 'speech'],
    makes: ['draft'],
    lane: 'speech',
    options: ({ modelId, language }) => ({ modelId, language }),
    run: async (inputs, context, order) => {
      const model = await models.refFor(order.modelId);
      const recognition = new Recognition({ engine, model, context, language: order.language, pcm: inputs.pcm });
      try {
        for await (const speech of inputs.speech.states(context.signal)) await recognition.follow(speech, false);
        await recognition.follow(await inputs.speech.whole(context.signal), true);
      } finally {
        await recognition.keep();
      }
      return { draft: makeDraft(recognition.heard, recognition.model) };
    },
  });
