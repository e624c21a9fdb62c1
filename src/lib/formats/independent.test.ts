import { parse as parseAss } from 'ass-compiler';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { WebVTTParser } from 'webvtt-parser';
import { toCues } from '$lib/domain/cues.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { findFormat } from './index.ts';

/** Three hours, with everything that breaks files: markup, formulas, control characters, emoji, right to left. */
const nasty = [
  'a --> b',
  '<i>&amp;</i>',
  '=1+1',
  '{\\an8}',
  '"quoted"',
  'שלום',
  '👩‍👩‍👧',
  '\u0007bell',
  ']]>',
  "it's",
  'x,y;z',
  '@SUM(A1)',
];
const transcript: Transcript = {
  ...{ recordingId: 'r', revision: 1, machine: null, language: 'en' },
  speakers: [{ id: 's1', name: 'Ada "<b>", ok' }],
  paragraphs: Array.from({ length: 900 }, (_, index) => ({
    ...{ id: `p${index}`, speaker: index % 2 ? 's1' : null, language: null },
    words: [...'one two three four five'.split(' '), nasty[index % nasty.length]!].flatMap((text, at) =>
      text.split(' ').map((part, more) => ({
        ...{
          id: `w${index}-${at}-${more}`,
          text: part,
          start: index * 12 + at + more / 4,
          end: index * 12 + at + more / 4 + 0.2,
        },
        ...{ conf: 0.9, confTime: null, origin: 'machine' as const },
      })),
    ),
  })),
};
const options: ExportOptions = { lineCharacters: 42, maxLines: 2, speakers: true, timestamps: false, title: 'T & "t"' };
const write = (id: string, more: Partial<ExportOptions> = {}) =>
  (findFormat(id) as TextFormat).write(transcript, { ...options, ...more });
const cues = toCues(transcript, options);
const last = cues.at(-1)!;

describe('read by parsers that are not ours', { timeout: 60_000 }, () => {
  it.each([false, true])('WebVTT is valid to the W3C, every cue in its place (word times: %s)', (timestamps) => {
    const tree = new WebVTTParser().parse(write('vtt', { timestamps }), 'captions');
    expect(tree.errors).toEqual([]);
    expect(tree.cues.map(({ startTime, endTime }) => [startTime, endTime])).toEqual(
      cues.map(({ start, end }) => [start, end]),
    );
    // Three hours in, nothing has drifted by a millisecond.
    expect(last.start).toBeGreaterThan(10_700);
    expect(tree.cues.at(-1)!.startTime).toBe(last.start);
  });

  it('ASS: every event at its time, to the hundredth, nothing taken for a style', () => {
    const { events } = parseAss(write('ass'));
    expect(events.dialogue).toHaveLength(cues.length);
    for (const [index, event] of events.dialogue.entries())
      expect(Math.abs(event.Start - cues[index]!.start)).toBeLessThan(0.0101);
    const tags = events.dialogue.flatMap(({ Text }) => Text.parsed.flatMap((part) => part.tags));
    expect(tags.filter((tag) => Object.keys(tag).length > 0)).toEqual([]);
  });

  it.each(['ttml', 'eaf', 'fcpxml'])('%s is well-formed XML', (id) => {
    expect(XMLValidator.validate(write(id, { timestamps: true }))).toBe(true);
  });

  it('TTML tells every word', () => {
    const parsed = new XMLParser({ ignoreAttributes: false, trimValues: false, stopNodes: ['*.p'] }).parse(
      write('ttml'),
    ) as {
      tt: { body: { div: { p: unknown[] } } };
    };
    expect(parsed.tt.body.div.p).toHaveLength(cues.length);
  });

  it('CSV: rows as written, and no cell that a spreadsheet would compute', () => {
    const { data, errors } = Papa.parse<string[]>(write('csv').slice(1), { skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(transcript.paragraphs.length + 1);
    for (const row of data) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(data[1]![3]).toContain('a --> b');
  });

  it('TSV: three columns in every row, whole milliseconds', () => {
    const { data } = Papa.parse<string[]>(write('tsv'), { delimiter: '\t', quoteChar: '\0', skipEmptyLines: true });
    for (const [start, end] of data.slice(1))
      expect([Number.isInteger(Number(start)), Number(end) > Number(start)]).toEqual([true, true]);
  });

  it('SRT: times and text by a reading of its own', () => {
    const blocks = write('srt', { speakers: false }).trim().split('\n\n');
    expect(blocks).toHaveLength(cues.length);
    const said = blocks
      .map((block) => block.split('\n').slice(2).join(' '))
      .join(' ')
      .replaceAll('\u2060', '');
    expect(cleanText(said)).toBe(cleanText(cues.map(({ lines }) => lines.join(' ')).join(' ')));
  });
});
