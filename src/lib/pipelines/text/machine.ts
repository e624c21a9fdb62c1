import { defineStep } from '../step.ts';
import { paragraphsOf } from './paragraphs.ts';
import { tidyWords } from './tidy.ts';

/** The machine's transcript: what was recognised, tidied and cut into paragraphs. Never changed, only made again. */
export const machine = () =>
  defineStep({
    id: 'text/machine',
    version: 1,
    needs: ['draft'],
    follows: [],
    makes: ['machine'],
    lane: 'text',
    run: async ({ draft }) => ({
      machine: {
        modelId: draft.modelId,
        revision: draft.revision,
        language: draft.language,
        paragraphs: paragraphsOf(tidyWords(draft.segments), draft.language),
      },
    }),
  });
