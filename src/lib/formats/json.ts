import * as v from 'valibot';
import { AppError } from '$lib/core/errors.ts';
import { transcriptSchema } from '$lib/domain/transcript.ts';
import type { TextFormat } from './format.ts';

/** EchoFlow's own file, described in `docs/transcript-json.md`. Another shape of data means another version. */
const fileSchema = v.object({
  format: v.literal('echoflow-transcript'),
  version: v.literal(1),
  title: v.optional(v.string()),
  ...transcriptSchema.entries,
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new AppError('format/unreadable', { cause, detail: { format: 'json' } });
  }
};

/** Everything the transcript holds: words with times and confidence, speakers, revision. Reads back exactly. */
export const json: TextFormat<'json'> = {
  id: 'json',
  extension: 'json',
  mime: 'application/json',
  uses: [],
  write: (transcript, { title }) => {
    const file = { format: 'echoflow-transcript', version: 1, ...(title ? { title } : {}), ...transcript };
    return JSON.stringify(file, null, 2) + '\n';
  },
  accepts: ({ json: file }) => v.is(v.object({ format: v.literal('echoflow-transcript') }), file),
  read: (text) => {
    const result = v.safeParse(fileSchema, parse(text));
    if (!result.success) throw new AppError('format/unreadable', { detail: { format: 'json' } });
    const { language, speakers, cuts, annotations, redactions, cueBlocks, paragraphs } = result.output;
    const laid = Object.entries({ cuts, annotations, redactions, cueBlocks }).filter(([, part]) => part !== undefined);
    return { language, speakers, paragraphs, ...Object.fromEntries(laid) };
  },
};
