import { parseRow } from '$lib/domain/parse.ts';
import { stepSpanSchema } from '$lib/domain/insights/processing.ts';
import type { StepSpans } from '$lib/domain/ports.ts';
import { storing } from './failures.ts';
import type { Quarantine } from './quarantine.ts';
import type { Tables } from './tables.ts';
import { watchable } from './watchable.ts';

/** About eight steps a recording: the last 250 recordings. */
export const mostSpans = 2000;

const parse = (row: unknown) => parseRow(stepSpanSchema, row);

/** How long steps took, oldest first; those of a recording go with it. One too many, and the oldest goes. */
export const createSpanStore = (tables: Tables, quarantine: Quarantine): StepSpans => {
  const { spans, recordings } = tables;
  return {
    add: (span) =>
      storing(() =>
        tables.transaction('rw', spans, recordings, async () => {
          // A step that ends late revives nothing of a recording that is gone.
          if ((await recordings.where({ id: span.recordingId }).count()) === 0) return;
          await spans.add({ ...span });
          const more = (await spans.count()) - mostSpans;
          if (more > 0) await spans.bulkDelete(await spans.orderBy('id').limit(more).primaryKeys());
        }),
      ),
    watchAll: () => watchable(async () => quarantine.sift('spans', await spans.orderBy('id').toArray(), parse)),
  };
};
