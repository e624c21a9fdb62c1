import type { TextEngine } from '$lib/domain/ports.ts';
import { defineStep } from '../step.ts';

/** What the text tells as a whole. It hangs on the transcript's revision: an edit makes it anew. */
export const analyse = ({ text }: { text: Pick<TextEngine, 'analyse'> }) =>
  defineStep({
    id: 'text/analyse',
    version: 2,
    needs: ['transcript'],
    follows: [],
    makes: ['analysis'],
    lane: 'text',
    run: async ({ transcript }, { signal }) => ({ analysis: await text.analyse(transcript, signal) }),
  });
