import { elapsedClock } from '$lib/core/time.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions } from './format.ts';
import { passagesOf } from './passages.ts';
import { escapeXml } from './xml.ts';

/** The transcript as the clipboard of a word processor takes it: paragraphs, names in bold, times in grey. */
export const richText = (transcript: Transcript, options: ExportOptions): string => {
  const passages = passagesOf(transcript);
  return passages
    .map((passage, index) => {
      const isNew = passage.speakerId !== (passages[index - 1]?.speakerId ?? null);
      const name =
        options.speakers && isNew && passage.speaker !== null ? `<b>${escapeXml(passage.speaker)}:</b> ` : '';
      const time = options.timestamps ? `<span style="color:#6b7280">[${elapsedClock(passage.start)}]</span> ` : '';
      return `<p dir="auto">${time}${name}${escapeXml(passage.text)}</p>`;
    })
    .join('\n');
};
