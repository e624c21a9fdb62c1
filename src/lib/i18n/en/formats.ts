import type { FormatId } from '$lib/formats/index.ts';

export const formats = {
  txt: { name: 'Text', hint: 'Plain text, for reading and pasting.' },
  srt: { name: 'SubRip (SRT)', hint: 'Subtitles that every video player and platform takes.' },
  vtt: { name: 'WebVTT', hint: 'Subtitles for the web, with speakers and, if you like, a time for each word.' },
  json: { name: 'EchoFlow JSON', hint: 'Everything: words, times, confidence, speakers. Reads back exactly.' },
  markdown: { name: 'Markdown', hint: 'For notes and documents: a heading, speakers in bold.' },
  docx: { name: 'Word (DOCX)', hint: 'A document in one of four layouts, for every word processor.' },
  pdf: { name: 'PDF', hint: 'A document with its fonts inside, tagged for screen readers.' },
  html: { name: 'Web page (HTML)', hint: 'One page to search and play along with the recording, or to print as PDF.' },
  csv: { name: 'CSV', hint: 'A table with one row a paragraph, for spreadsheets.' },
  tsv: { name: 'TSV', hint: 'Times in milliseconds and text between tabs, as Whisper writes it.' },
  ttml: { name: 'TTML (IMSC 1.1)', hint: 'Subtitles for broadcasters and streaming services, with speakers.' },
  ass: { name: 'Advanced SubStation (ASS)', hint: 'Styled subtitles; with timestamps each word as karaoke.' },
  whisper: { name: 'Whisper JSON', hint: 'As OpenAI’s Whisper writes it, with a time for each word.' },
  whisperx: { name: 'WhisperX JSON', hint: 'As WhisperX writes it: words with scores, speakers.' },
  podcast: { name: 'Podcast transcript (JSON)', hint: 'For the transcript tag of a podcast feed (Podcast Namespace).' },
  'podcast-chapters': {
    name: 'Podcast chapters (JSON)',
    hint: 'For the chapters tag of a podcast feed (Podcast Namespace).',
  },
  youtube: { name: 'YouTube chapters', hint: 'Lines for the description of a video. Give them titles of your own.' },
  audacity: {
    name: 'Audacity labels',
    hint: 'A label track to import beside the sound; with timestamps one label a word.',
  },
  textgrid: { name: 'Praat TextGrid', hint: 'Tiers of paragraphs, words and speakers for phonetics.' },
  eaf: { name: 'ELAN (EAF)', hint: 'Annotation tiers for each speaker, with their words below.' },
  fcpxml: { name: 'Final Cut Pro (FCPXML)', hint: 'Captions and a marker for each paragraph, at 25 frames a second.' },
  otio: { name: 'OpenTimelineIO', hint: 'A timeline with markers, for DaVinci Resolve and others.' },
  edl: { name: 'Edit list (EDL)', hint: 'CMX 3600: an event for each paragraph, at 25 frames a second.' },
} satisfies Record<FormatId, { name: string; hint: string }>;

/** Names of files that are only read. */
export const readers = {
  'plain-text': 'Plain text',
  'whisper-cpp': 'whisper.cpp',
  aws: 'Amazon Transcribe',
  deepgram: 'Deepgram',
  google: 'Google Speech-to-Text',
  'azure-batch': 'Azure Speech',
  'azure-fast': 'Azure Speech',
  assemblyai: 'AssemblyAI',
  rev: 'Rev',
};
