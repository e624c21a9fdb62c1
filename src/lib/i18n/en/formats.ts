import type { FormatId } from '$lib/formats/index.ts';

export const formats = {
  txt: { name: 'Text', hint: 'Plain text, for reading and pasting.' },
  srt: { name: 'SubRip (SRT)', hint: 'Subtitles that every video player and platform takes.' },
  vtt: { name: 'WebVTT', hint: 'Subtitles for the web, with speakers and, if you like, a time for each word.' },
  json: { name: 'EchoFlow JSON', hint: 'Everything: words, times, confidence, speakers. Reads back exactly.' },
  markdown: { name: 'Markdown', hint: 'For notes and documents: a heading, speakers in bold.' },
  csv: { name: 'CSV', hint: 'A table with one row a paragraph, for spreadsheets.' },
} satisfies Record<FormatId, { name: string; hint: string }>;
