import { elapsedClock } from '$lib/core/time.ts';
import { cleanLines } from '$lib/domain/timed-words.ts';
import { spanOf, type Paragraph, type Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { speakerName } from './names.ts';

/** `[1:02] Name:`, as far as it is asked for and known. A name is said where somebody else begins. */
const heading = (transcript: Transcript, index: number, options: ExportOptions): string => {
  const { speaker, words } = transcript.paragraphs[index]!;
  const span = spanOf(words);
  const time = options.timestamps && span ? `[${elapsedClock(span.start)}]` : '';
  const isNew = speaker !== (transcript.paragraphs[index - 1]?.speaker ?? null);
  const name = options.speakers && isNew ? speakerName(transcript, speaker) : null;
  return [time, name === null ? '' : `${name}:`].filter(Boolean).join(' ');
};

const text = (paragraph: Paragraph): string => cleanLines(paragraph).join('\n');

/** Plain text: paragraphs with an empty line between. */
export const txt: TextFormat<'txt'> = {
  id: 'txt',
  extension: 'txt',
  mime: 'text/plain',
  uses: ['speakers', 'timestamps'],
  write: (transcript, options) =>
    transcript.paragraphs
      .map((paragraph, index) => [heading(transcript, index, options), text(paragraph)])
      .filter(([, said]) => said !== '')
      .map((parts) => parts.filter(Boolean).join(' ') + '\n')
      .join('\n'),
};
