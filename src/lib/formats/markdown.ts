import { elapsedClock } from '$lib/core/time.ts';
import { cleanLines, cleanText } from '$lib/domain/timed-words.ts';
import { spanOf, type Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { speakerName } from './names.ts';

/** Everything CommonMark reads as markup inside a line or at its start; HTML and links among it. */
const escape = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>&|~$]/g, '\\$&')
    .replace(/^[#\-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');

const heading = (transcript: Transcript, index: number, options: ExportOptions): string => {
  const { speaker, words } = transcript.paragraphs[index]!;
  const isNew = speaker !== (transcript.paragraphs[index - 1]?.speaker ?? null);
  const name = options.speakers && isNew ? speakerName(transcript, speaker) : null;
  const span = options.timestamps ? spanOf(words) : null;
  return [name === null ? '' : `**${escape(name)}**`, span ? `\`${elapsedClock(span.start)}\`` : '']
    .filter(Boolean)
    .join(' ');
};

/** Markdown: the title as a heading, speakers in bold on a line of their own. */
export const markdown: TextFormat<'markdown'> = {
  id: 'markdown',
  extension: 'md',
  mime: 'text/markdown',
  uses: ['speakers', 'timestamps'],
  write: (transcript, options) => {
    const title = cleanText(options.title ?? '');
    const parts = transcript.paragraphs.flatMap((paragraph, index) => {
      const lines = cleanLines(paragraph);
      if (lines.length === 0) return [];
      // A backslash at its end is CommonMark's hard line break.
      return [heading(transcript, index, options), lines.map(escape).join('\\\n')].filter(Boolean);
    });
    return [...(title ? [`# ${escape(title)}`] : []), ...parts].map((part) => part + '\n').join('\n');
  },
};
