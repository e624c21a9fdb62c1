import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCues } from '$lib/domain/cues.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import { type Paragraph } from '$lib/domain/transcript.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { readSrtCues, srt } from './srt.ts';
import { txt } from './txt.ts';
import { readVttCues } from './vtt-read.ts';
import {
  expectedText,
  options,
  said,
  samples,
  textFormat,
  textOf,
  transcript,
  word,
} from '../../../tests/fakes/format-samples.ts';

describe('subtitles', () => {
  const cuesOfFile = { srt: readSrtCues, vtt: readVttCues };

  it.each(['srt', 'vtt'] as const)('%s keeps every cue and its times', { timeout: 30_000 }, (id) => {
    const token = fc.oneof(
      fc.constantFrom('word', 'stop.', 'a,', '<i>', '-->', '{\\an8}', '&amp;', '1', 'é'),
      fc.string({ minLength: 1, maxLength: 9 }),
    );
    const words = fc.array(fc.tuple(token, fc.integer({ min: 5, max: 3000 })), { minLength: 1, maxLength: 80 });
    const format = textFormat(id);
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
    const read = textFormat('vtt').read!(
      textFormat('vtt').write(given, { ...options, speakers: true, timestamps: true }),
    );
    expect(read.speakers.map(({ name }) => name)).toEqual(['Ada <b>Lovelace</b>', '=CMD(2)']);
    const starts = (paragraphs: readonly Paragraph[]) => paragraphs.flatMap((p) => p.words.map((w) => w.start!));
    const expected = starts(given.paragraphs);
    for (const [index, start] of starts(read.paragraphs).entries()) expect(start).toBeCloseTo(expected[index]!, 3);
  });

  it('SubRip names a speaker where another begins, within the line where there is room', () => {
    const file = textFormat('srt').write(samples['two speakers']!, { ...options, speakers: true });
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
      {
        ...{ start: 1, end: 2, speaker: 'Bob', settings: 'align:start' },
        pieces: [
          {
            ...{ start: 1, text: 'Hi <you> there' },
            marks: [
              { at: 0, markup: '<c.loud>' },
              { at: 3, markup: '<c.loud><c.red>' },
              { at: 8, markup: '<c.loud>' },
            ],
          },
        ],
      },
    ]);
  });
});

it('reads three hours of subtitles without quadratic time', { timeout: 30_000 }, () => {
  const given = transcript(
    ...Array.from({ length: 3600 }, (_, index) => said('Some words were said here.', index * 3)),
  );
  const file = textFormat('vtt').write(given, options);
  const before = performance.now();
  expect(textOf(textFormat('vtt').read!(file))).toBe(expectedText(given));
  expect(performance.now() - before).toBeLessThan(10_000);
});

describe('a line break within a paragraph', () => {
  const paragraph = said('Dear Ada yours');
  const broken = transcript({
    ...paragraph,
    words: paragraph.words.map((item) => (item.text === 'yours' ? { ...item, line: true } : item)),
  });

  it.each([
    [txt, 'Dear Ada\nyours'],
    [markdown, 'Dear Ada\\\nyours'],
    [html, /Ada<\/span><br><span[^>]*>yours/],
    [srt, 'Dear Ada yours'],
  ])('is kept by $id where it has lines', (format, shown) => {
    const written = format.write(broken, options);
    expect(written).toEqual(typeof shown === 'string' ? expect.stringContaining(shown) : expect.stringMatching(shown));
  });
});
