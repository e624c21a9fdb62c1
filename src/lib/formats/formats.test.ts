import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { toCues } from '$lib/domain/cues.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import { paragraphText, type Paragraph, type Transcript, type Word } from '$lib/domain/transcript.ts';
import type { ExportOptions, Format, ImportedTranscript } from './format.ts';
import { formats, readerFor, type FormatId } from './index.ts';
import { readSrtCues } from './srt.ts';
import { readVttCues } from './vtt-read.ts';

const options: ExportOptions = { lineCharacters: 42, maxLines: 2, speakers: false, timestamps: false };

let made = 0;
const word = (text: string, start: number | null, end: number | null, joined = false): Word => ({
  ...{ id: `w${made++}`, text, start, end, conf: 0.5, confTime: null, origin: 'machine' },
  ...(joined ? { joined } : {}),
});
const said = (text: string, from = 0, speaker: string | null = null): Paragraph => ({
  id: `p${made++}`,
  speaker,
  language: null,
  words: text.split(' ').map((item, index) => word(item, from + index * 0.4, from + index * 0.4 + 0.35)),
});
const transcript = (...paragraphs: Paragraph[]): Transcript => ({
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

const hostile = 'a --> b <script>alert(1)</script> {\\an8} {b:1} </v> &lt; & "q" `x` | $1 \\ 00:00:01.000 NOTE';
const samples: Record<string, Transcript> = {
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

/** Any code points, lone surrogates among them; quicker to set up than the strings fast-check makes of them. */
const anyText = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength }).map((codes) => String.fromCodePoint(...codes));

const textOf = (imported: Pick<ImportedTranscript, 'paragraphs'>): string =>
  cleanText(imported.paragraphs.map(paragraphText).join(' '));
const expectedText = (given: Transcript): string =>
  cleanText(
    given.paragraphs
      .map((p) => p.words.map((w, i) => (i > 0 && !w.joined ? ' ' : '') + cleanText(w.text)).join(''))
      .join(' '),
  );

const chosen: ExportOptions[] = [
  options,
  { ...options, speakers: true, timestamps: true, title: 'A <b>title</b>\n--> x' },
  { ...options, lineCharacters: 20, maxLines: 1 },
];

/** What must hold of a file, by format. */
const validators: Record<FormatId, (file: string) => void> = {
  txt: (file) => expect(file).not.toMatch(/\n{3}/),
  markdown: (file) => expect(file).not.toMatch(/(^|[^\\])<[a-z/]/i),
  json: (file) => expect(JSON.parse(file)).toMatchObject({ format: 'echoflow-transcript', version: 1 }),
  srt: (file) => {
    const blocks = file === '' ? [] : file.replace(/\n$/, '').split('\n\n');
    for (const [index, block] of blocks.entries()) {
      const [number, times, ...lines] = block.split('\n');
      expect(number).toBe(String(index + 1));
      expect(times).toMatch(/^\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}$/);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).not.toMatch(/-->|<[a-z/]|\{\\|^$/i);
    }
  },
  vtt: (file) => {
    const [head, ...blocks] = file.replace(/\n$/, '').split('\n\n');
    expect(head).toBe('WEBVTT');
    for (const block of blocks) {
      const [times, ...lines] = block.split('\n');
      expect(times).toMatch(/^\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}$/);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line.trim()).not.toBe('');
        expect(line.replace(/^<v [^<>]+>/, '').replace(/<\d\d:\d\d:\d\d\.\d{3}>/g, '')).not.toMatch(/[<>]/);
      }
    }
  },
  csv: (file) => {
    expect(file.startsWith('\ufeff')).toBe(true);
    for (const row of file.slice(1).split('\r\n').slice(0, -1)) {
      const cells = row.match(/"(?:[^"]|"")*"/g)!;
      expect(cells.join(',')).toBe(row);
      expect(cells).toHaveLength(4);
      for (const cell of cells) expect(cell).not.toMatch(/^"[=+\-@\t\r]/);
    }
  },
};

describe.each(formats.map((format): [FormatId, Format] => [format.id, format]))('%s', (id, format) => {
  it.each(Object.entries(samples))('is valid and complete: %s', (_name, given) => {
    for (const choice of chosen) {
      const file = format.write(given, choice);
      validators[id](file);
      expect(file.isWellFormed()).toBe(true);
    }
  });

  it('changes only with the options it names', () => {
    const other: ExportOptions = { lineCharacters: 20, maxLines: 1, speakers: true, timestamps: true };
    const given = samples['two speakers']!;
    for (const key of ['lineCharacters', 'maxLines', 'speakers', 'timestamps'] as const) {
      if (format.uses.includes(key)) continue;
      expect(format.write(given, { ...options, [key]: other[key] })).toBe(format.write(given, options));
    }
  });
});

const readable = formats.filter((format: Format) => format.read) as Format[];

describe.each(readable.map((format): [string, Format] => [format.id, format]))('%s read back', (_id, format) => {
  it.each(Object.entries(samples))('keeps the text: %s', (_name, given) => {
    expect(textOf(format.read!(format.write(given, options)))).toBe(expectedText(given));
  });

  it('keeps the times to the millisecond', () => {
    const given = samples['words without times']!;
    const words = format.read!(format.write(given, options)).paragraphs.flatMap((paragraph) => paragraph.words);
    expect(Math.abs(words[0]!.start! - 1)).toBeLessThanOrEqual(0.001);
  });

  it('refuses what it is not, with a typed error', () => {
    for (const text of ['hello there', '{"format":"other"}', '<html></html>', '{']) {
      expect(() => format.read!(text)).toThrow(AppError);
    }
  });

  it('never throws anything else, whatever it is given', { timeout: 30_000 }, () => {
    const piece = fc.constantFrom(
      'WEBVTT',
      '\n',
      '\n\n',
      '00:00:01.000 --> 00:00:02.000',
      '1',
      '<v ',
      '>',
      '&#x110000;',
      '&amp',
      '00:01,5 --> 00:02,5',
      '"words":',
      '[',
      '{',
      '<00:00:01.500>',
      'text',
      '\0',
    );
    const anything = fc.oneof(
      anyText(60),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        try {
          for (const item of format.read!(text).paragraphs)
            for (const each of item.words) expect(each.end).toBeGreaterThanOrEqual(each.start!);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('json', () => {
  it.each(Object.entries(samples))('reads back exactly: %s', (_name, given) => {
    const { language, speakers, paragraphs } = given;
    expect(readerFor('Some talk.JSON')!.read!(formats[3].write(given, options))).toEqual({
      language,
      speakers,
      paragraphs,
    });
  });
});

describe('subtitles', () => {
  const cuesOfFile = { srt: readSrtCues, vtt: readVttCues };

  it.each(['srt', 'vtt'] as const)('%s keeps every cue and its times', { timeout: 30_000 }, (id) => {
    const token = fc.oneof(
      fc.constantFrom('word', 'stop.', 'a,', '<i>', '-->', '{\\an8}', '&amp;', '1', 'é'),
      fc.string({ minLength: 1, maxLength: 9 }),
    );
    const words = fc.array(fc.tuple(token, fc.integer({ min: 5, max: 3000 })), { minLength: 1, maxLength: 80 });
    const format = formats.find((item) => item.id === id)!;
    fc.assert(
      fc.property(words, (items) => {
        let at = 0;
        const given = transcript({
          id: 'p',
          speaker: null,
          language: null,
          words: items.map(([text, step]) => word(text, at / 1000, (at += step) / 1000)),
        });
        const file = cuesOfFile[id](format.write(given, options));
        expect(file.map(({ start, end }) => [start, end])).toEqual(toCues(given).map(({ start, end }) => [start, end]));
        const text = file.map((cue) => cue.pieces.map((piece) => piece.text).join('')).join(' ');
        expect(cleanText(text)).toBe(expectedText(given));
      }),
      { numRuns: 150 },
    );
  });

  it('WebVTT carries voices and the time of every word', () => {
    const given = samples['two speakers']!;
    const read = formats[2].read!(formats[2].write(given, { ...options, speakers: true, timestamps: true }));
    expect(read.speakers.map(({ name }) => name)).toEqual(['Ada <b>Lovelace</b>', '=CMD(2)']);
    const starts = (paragraphs: readonly Paragraph[]) => paragraphs.flatMap((p) => p.words.map((w) => w.start!));
    const expected = starts(given.paragraphs);
    for (const [index, start] of starts(read.paragraphs).entries()) expect(start).toBeCloseTo(expected[index]!, 3);
  });

  it('SubRip names a speaker where another begins, within the line where there is room', () => {
    const file = formats[1].write(samples['two speakers']!, { ...options, speakers: true });
    expect(file).toContain('=CMD(2): And to you too.');
  });

  it('SubRip of other programs is read: byte order mark, no numbers, stops for commas, tags', () => {
    const file =
      '\ufeff1\r\n00:00:01.5 --> 00:00:02,000\r\n<i>Hello</i> {\\an8}there\r\n\r\n\r\n00:03:00,000 --> 00:03:01,000 X1:0\r\n2\r\n';
    expect(readSrtCues(file).map(({ start, end, pieces }) => [start, end, pieces[0]!.text])).toEqual([
      [1.5, 2, 'Hello there'],
      [180, 181, '2'],
    ]);
  });

  it('WebVTT of other programs is read: notes, styles, ids, settings, classes', () => {
    const file =
      'WEBVTT - title\nkind: captions\n\nSTYLE\n::cue {}\n\nNOTE\n00:00.000 --> 00:09.000\nno\n\nid 1\n00:01.000 --> 00:02.000 align:start\n<v.loud Bob>Hi <c.red>&lt;you&gt;</c>\nthere\n\n00:05.000 --> 00:04.000\nbackwards\n';
    expect(readVttCues(file)).toEqual([
      { start: 1, end: 2, speaker: 'Bob', pieces: [{ start: 1, text: 'Hi <you> there' }] },
    ]);
  });
});

it('reads three hours of subtitles without quadratic time', { timeout: 30_000 }, () => {
  const given = transcript(
    ...Array.from({ length: 3600 }, (_, index) => said('Some words were said here.', index * 3)),
  );
  const file = formats[2].write(given, options);
  const before = performance.now();
  expect(textOf(formats[2].read!(file))).toBe(expectedText(given));
  expect(performance.now() - before).toBeLessThan(10_000);
});
