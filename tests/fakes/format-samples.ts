import { cleanText } from '../../src/lib/domain/timed-words.ts';
import { paragraphText, type Paragraph, type Transcript, type Word } from '../../src/lib/domain/transcript.ts';
import type { ExportOptions, ImportedTranscript, TextFormat } from '../../src/lib/formats/format.ts';
import { findFormat, type FormatId } from '../../src/lib/formats/index.ts';

/** Transcripts that a format may be given, harmless and hostile, and how they read. */
export const options: ExportOptions = { lineCharacters: 42, maxLines: 2, speakers: false, timestamps: false };

let made = 0;
export const word = (text: string, start: number | null, end: number | null, joined = false): Word => ({
  ...{ id: `w${made++}`, text, start, end, conf: 0.5, confTime: null, origin: 'machine' },
  ...(joined ? { joined } : {}),
});
export const said = (text: string, from = 0, speaker: string | null = null): Paragraph => ({
  id: `p${made++}`,
  speaker,
  language: null,
  words: text.split(' ').map((item, index) => word(item, from + index * 0.4, from + index * 0.4 + 0.35)),
});
export const transcript = (...paragraphs: Paragraph[]): Transcript => ({
  recordingId: 'rec1',
  revision: 3,
  machine: 'f00d',
  language: 'en',
  speakers: [
    { id: 's1', name: 'Ada <b>Lovelace</b>' },
    { id: 's2', name: '=CMD(2)' },
  ],
  paragraphs,
});

export const hostile = 'a --> b <script>alert(1)</script> {\\an8} {b:1} </v> &lt; & "q" `x` | $1 \\ 00:00:01.000 NOTE';
export const samples: Record<string, Transcript> = {
  empty: transcript(),
  'empty paragraphs': transcript({ id: 'p', speaker: null, language: null, words: [] }),
  'one sentence': transcript(said('A plain sentence, nothing else.')),
  'two speakers': transcript(said('Good morning.', 0, 's1'), said('And to you too.', 3, 's2')),
  unicode: transcript(said('Größe naïve 👩‍👩‍👧 𝒳 e\u0301 \u{1F600}')),
  'right to left': transcript(said('שלום עולם مرحبا بالعالم')),
  chinese: transcript({
    id: 'p',
    speaker: null,
    language: 'zh',
    words: [...'今天天气很好。我们去公园吧。'].map((text, index) => word(text, index / 4, index / 4 + 0.2, index > 0)),
  }),
  'words without times': transcript({
    id: 'p',
    speaker: 's1',
    language: null,
    words: [word('known', 1, 1.5), word('typed', null, null), word('in', null, null), word('end', 4, 4.5)],
  }),
  'nothing timed': transcript({
    id: 'p',
    speaker: null,
    language: null,
    words: [word('a', null, null), word('b', null, null)],
  }),
  hostile: transcript(said(hostile, 0, 's1'), said('=1+1 +2 -3 @x', 30, 's2'), said('# 1. - > *', 60)),
  'control characters': transcript(said('a\u0000b c\nd e\r\n\r\nf g\u2028h \ud800', 0)),
  'WEBVTT words': transcript(said('WEBVTT'), said('STYLE', 5), said('NOTE this', 10), said('1', 15)),
};

export const textOf = (imported: Pick<ImportedTranscript, 'paragraphs'>): string =>
  cleanText(imported.paragraphs.map(paragraphText).join(' '));
export const expectedText = (given: Transcript): string =>
  cleanText(
    given.paragraphs
      .map((p) => p.words.map((w, i) => (i > 0 && !w.joined ? ' ' : '') + cleanText(w.text)).join(''))
      .join(' '),
  );

/** A format that is text. */
export const textFormat = (id: FormatId) => findFormat(id) as TextFormat;
