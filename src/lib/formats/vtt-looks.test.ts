import { describe, expect, it } from 'vitest';
import { applyEdit } from '$lib/domain/transcript-edit.ts';
import { redact } from '$lib/domain/redaction.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { packWords, unpackWords } from '$lib/db/pack.ts';
import { cueSettings, lookBlocks, spansOf } from './vtt-markup.ts';
import { json } from './json.ts';
import { vtt } from './vtt.ts';

const options = { lineCharacters: 42, maxLines: 2, speakers: true, timestamps: false };

/** Examples of the W3C's WebVTT, sections 1.4 to 1.6, put together. */
const file = `WEBVTT

STYLE
::cue(.loud) { color: red }
::cue(v[voice="Esme"]) { color: lime }

REGION
id:fred
width:40%
lines:3
regionanchor:0%,100%
viewportanchor:10%,90%
scroll:up

00:01.000 --> 00:03.000 region:fred align:left
<v Esme>Where are <c.loud><i>we now</i>, then</c>?

00:03.500 --> 00:05.000 region:fred align:left
<v Esme>In <lang fr>la gare</lang>.

00:05.500 --> 00:07.000 line:0 position:20%,line-left
<v Bob>Up here.
`;

const opened = (text = file): Transcript => ({ recordingId: 'r', revision: 1, machine: null, ...vtt.read!(text) });

describe('looks of a WebVTT file', () => {
  it('are read: blocks, settings by paragraph, spans by word', () => {
    const { cueBlocks, paragraphs } = opened();
    expect(cueBlocks).toEqual([
      'STYLE\n::cue(.loud) { color: red }\n::cue(v[voice="Esme"]) { color: lime }',
      'REGION\nid:fred\nwidth:40%\nlines:3\nregionanchor:0%,100%\nviewportanchor:10%,90%\nscroll:up',
    ]);
    expect(paragraphs.map((paragraph) => paragraph.cueSettings)).toEqual([
      'region:fred align:left',
      'line:0 position:20%,line-left',
    ]);
    expect(paragraphs[0]!.words.map(({ text, markup }) => [text, markup ?? ''])).toEqual([
      ['Where', ''],
      ['are', ''],
      ['we', '<c.loud><i>'],
      ['now,', '<c.loud><i>'],
      ['then?', '<c.loud>'],
      ['In', ''],
      ['la', '<lang fr>'],
      ['gare.', '<lang fr>'],
    ]);
  });

  it.each([false, true])('are written again, and read as they were; with the times of words: %s', (timestamps) => {
    const first = opened();
    const written = vtt.write(first, { ...options, timestamps });
    const again = opened(written);
    expect(again.cueBlocks).toEqual(first.cueBlocks);
    const shape = ({ paragraphs }: Transcript) =>
      paragraphs.map((paragraph) => [
        paragraph.cueSettings,
        paragraph.words.map(({ text, markup }) => [text, markup ?? '']),
      ]);
    expect(shape(again)).toEqual(shape(first));
    expect(written.split('\n').filter((line) => line.includes('-->'))).toEqual([
      expect.stringMatching(/ region:fred align:left$/),
      expect.stringMatching(/ region:fred align:left$/),
      expect.stringMatching(/ line:0 position:20%,line-left$/),
    ]);
    if (!timestamps) expect(written).toContain('<v Esme>Where are <c.loud><i>we now,</i> then?</c>');
  });

  it('pass through the database, the JSON file and the correction of a word', () => {
    const first = opened();
    const { words } = first.paragraphs[0]!;
    expect(unpackWords(packWords(words))).toEqual(words);
    const kept = json.read!(json.write(first, options));
    expect(kept).toMatchObject({ cueBlocks: first.cueBlocks, paragraphs: first.paragraphs });
    const { id } = first.paragraphs[0]!;
    const text = 'Where are they now, then? In la gare.';
    const { transcript } = applyEdit(first, { kind: 'set-text', paragraph: id, text });
    expect(transcript.paragraphs[0]!.words[2]).toMatchObject({ text: 'they', markup: '<c.loud><i>', origin: 'edited' });
  });

  it('tell nothing of what is redacted', () => {
    const first = opened(file.replace('c.loud', 'c.gare'));
    const hidden = first.paragraphs[0]!.words.at(-1)!.id;
    const redactions = [{ id: 'x', kind: 'custom' as const, words: [hidden] }];
    const block = 'STYLE\n::cue(.gare) { color: red }';
    const shown = vtt.write(redact({ ...first, cueBlocks: [...first.cueBlocks!, block], redactions }), options);
    expect(shown).toContain('REGION\nid:fred');
    expect(shown).not.toContain('gare');
  });
});

describe('what no WebVTT holds', () => {
  it('is no setting', () => {
    expect(cueSettings('align:start nonsense line:x size:50% region:a-->b vertical:rl')).toBe(
      'align:start size:50% vertical:rl',
    );
  });

  it('is no span', () => {
    expect(spansOf('<i><script><b onload=x><c.a.b><lang en-GB><v Bob>')).toEqual(['<i>', '<c.a.b>', '<lang en-GB>']);
  });

  it('is no block: one that would end early, hold a cue, or is none', () => {
    const cue = '00:00.000 --> 00:01.000\nno';
    expect(lookBlocks(['STYLE\na\n\nb', `STYLE\n${cue}`, 'NOTE\na', cue, 'STYLE\r\n::cue {}\u0000'])).toEqual([
      'STYLE\n::cue {}',
    ]);
  });

  it('leaves a cue readable whose spans close in the wrong order, or never', () => {
    const cue = (text: string) => `WEBVTT\n\n00:01.000 --> 00:02.000\n${text}\n`;
    const read = (text: string) => opened(cue(text)).paragraphs[0]!.words.map((word) => [word.text, word.markup ?? '']);
    expect(read('<i>a <b>b</i> c</b> d')).toEqual([
      ['a', '<i>'],
      ['b', '<i><b>'],
      ['c', '<i><b>'],
      ['d', '<i>'],
    ]);
    expect(read('a <u>b')).toEqual([
      ['a', ''],
      ['b', '<u>'],
    ]);
    expect(read('<v.loud Bob>a</v> b')).toEqual([
      ['a', '<c.loud>'],
      ['b', ''],
    ]);
    expect(read('<v.first A><i>a</i></v> <v.second B>b')).toEqual([
      ['a', '<c.first><i>'],
      ['b', '<c.second>'],
    ]);
  });
});
