import { cleanText } from '$lib/domain/timed-words.ts';
import { paragraphText, spanOf } from '$lib/domain/transcript.ts';
import { withoutFormula } from './cells.ts';
import type { TextFormat } from './format.ts';
import { speakerName } from './names.ts';

const cell = (text: string): string => `"${withoutFormula(text).replaceAll('"', '""')}"`;

const time = (seconds: number | undefined): string => (seconds === undefined ? '' : seconds.toFixed(3));

/** One row a paragraph (RFC 4180). Begins with a byte order mark, without which Excel does not read UTF-8. */
export const csv: TextFormat<'csv'> = {
  id: 'csv',
  extension: 'csv',
  mime: 'text/csv',
  uses: ['speakers'],
  write: (transcript, options) => {
    const rows = transcript.paragraphs.flatMap((paragraph) => {
      const said = cleanText(paragraphText(paragraph));
      const span = spanOf(paragraph.words);
      const name = options.speakers ? (speakerName(transcript, paragraph.speaker) ?? '') : '';
      return said === '' ? [] : [[time(span?.start), time(span?.end), name, said]];
    });
    const table = [['start_seconds', 'end_seconds', 'speaker', 'text'], ...rows];
    return '\ufeff' + table.map((row) => row.map(cell).join(',') + '\r\n').join('');
  },
};
