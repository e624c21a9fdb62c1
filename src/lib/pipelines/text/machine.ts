import { applyVocabulary, parseVocabulary } from '$lib/domain/vocabulary.ts';
import { defineStep } from '../step.ts';
import { paragraphsOf } from './paragraphs.ts';
import { tidyWords } from './tidy.ts';

/**
 * The machine's transcript: what was recognised, tidied, with the person's vocabulary, and cut into paragraphs. Never
 * changed, only made again.
 */
export const machine = () =>
  defineStep({
    id: 'text/machine',
    version: 1,
    needs: ['draft'],
    follows: [],
    makes: ['machine'],
    lane: 'text',
    options: ({ recognition }) => (recognition?.vocabulary ? { vocabulary: recognition.vocabulary } : {}),
    run: async ({ draft }, _context, { recognition }) => ({
      machine: {
        modelId: draft.modelId,
        revision: draft.revision,
        language: draft.language,
        paragraphs: paragraphsOf(
          applyVocabulary(tidyWords(draft.segments), parseVocabulary(recognition?.vocabulary ?? '')),
          draft.language,
        ),
      },
    }),
  });
