import { elapsedClock } from '$lib/core/time.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { DocumentLayout } from '$lib/domain/document-layout.ts';
import type { ExportOptions } from './format.ts';
import { passagesOf } from './passages.ts';

/** One paragraph of a document. `name` where somebody else begins, `time` where times are asked for. */
export type DocumentRow = { number: number; name: string | null; time: string | null; text: string };

export type DocumentContent = {
  title: string;
  language: string | null;
  layout: DocumentLayout;
  rows: readonly DocumentRow[];
};

/** XML 1.0 and PDF know none of these, and nobody sees them. */
const invisible = /[\ufffe\uffff]/g;

const plain = (text: string): string => cleanText(text).replace(invisible, '');

/** What Word and PDF documents hold, whatever their layout. */
export const documentOf = (transcript: Transcript, options: ExportOptions): DocumentContent => {
  const passages = passagesOf(transcript);
  const rows = passages.map((passage, index) => {
    const isNew = passage.speakerId !== (passages[index - 1]?.speakerId ?? null);
    const name = options.speakers && isNew && passage.speaker !== null ? plain(passage.speaker) : null;
    const time = options.timestamps ? elapsedClock(passage.start) : null;
    return { number: index + 1, name, time, text: plain(passage.text) };
  });
  const { layout = 'prose', title = '' } = options;
  return { title: plain(title) || 'Transcript', language: transcript.language, layout, rows };
};

const rtl = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const letter = /\p{L}/u;

/** Whether the text runs from right to left: its first letter says so (Unicode bidirectional algorithm, P2 and P3). */
export const isRightToLeft = (text: string): boolean => {
  for (const character of text) if (letter.test(character)) return rtl.test(character);
  return false;
};
