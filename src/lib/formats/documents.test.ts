import { readFile } from 'node:fs/promises';
import { XMLParser } from 'fast-xml-parser';
import { unzipSync, strFromU8 } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { documentLayouts } from '$lib/domain/document-layout.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { docx } from './docx.ts';
import type { DocumentTools, ExportOptions } from './format.ts';
import { pdf } from './pdf.ts';

const said = (id: string, speaker: string | null, text: string, from: number) => ({
  ...{ id, speaker, language: null },
  words: text.split(' ').map((word, index) => ({
    ...{ id: `${id}-${index}`, text: word, start: from + index / 2, end: from + index / 2 + 0.4 },
    ...{ conf: 1, confTime: null, origin: 'machine' as const },
  })),
});

const transcript: Transcript = {
  ...{ recordingId: 'r', revision: 1, machine: null, language: 'en' },
  speakers: [
    { id: 's1', name: 'Ada <b>' },
    { id: 's2', name: 'Борис' },
  ],
  paragraphs: [
    said('a', 's1', 'Plain & simple, <tags> and fi ligatures.', 0),
    said('b', 's2', 'Größe naïve Ελληνικά Кириллица', 30),
    said('c', 's2', 'שלום עולם 123 abc', 60),
    said('d', null, 'مرحبا بالعالم', 90),
    said('e', null, 'e\u0301tude \u0000bell \ud800 x', 120),
    said('f', null, '今天天气很好 👩‍👩‍👧', 150),
    said('g', null, 'Long. '.repeat(900).trim(), 200),
  ],
};
const options: ExportOptions = {
  lineCharacters: 42,
  maxLines: 2,
  speakers: true,
  timestamps: true,
  title: 'A “title”',
};

/** In tests an imported font is the path of its file. */
const fetchFont: DocumentTools['fetchFont'] = async (url) =>
  new Uint8Array(
    await readFile(
      url
        .replace(/^\/@fs/, '')
        .replace(/^\/node_modules/, 'node_modules')
        .replace(/\?.*$/, ''),
    ),
  );

/** All text of a Word document in its order, read by a parser of its own. */
const wordText = (bytes: Uint8Array): string => {
  const files = unzipSync(bytes);
  const xml = strFromU8(files['word/document.xml']!);
  const parsed = new XMLParser({ preserveOrder: true, trimValues: false, ignoreAttributes: false }).parse(
    xml,
  ) as unknown;
  const texts: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    for (const [name, inside] of Object.entries(node)) {
      if (name === '#text') texts.push(String(inside));
      else walk(inside);
      if (name === 'w:p') texts.push('\n');
    }
  };
  walk(parsed);
  return texts.join('');
};

describe.each(documentLayouts.map((layout) => [layout]))('DOCX, %s', (layout) => {
  it('holds every word, name and time, right-to-left text marked as such', async () => {
    const bytes = await docx.make(transcript, { ...options, layout });
    const text = wordText(bytes);
    for (const part of [
      'Plain & simple, <tags> and fi',
      'Größe naïve Ελληνικά',
      'שלום עולם 123 abc',
      'مرحبا',
      '今天',
      '👩‍👩‍👧',
    ])
      expect(text).toContain(part);
    for (const part of ['Ada <b>', 'Борис', '0:30', 'A “title”']) expect(text).toContain(part);
    const xml = strFromU8(unzipSync(bytes)['word/document.xml']!);
    expect(xml).toMatch(/<w:bidi\/>/);
    expect(xml).not.toMatch(/(?!\s)\p{Cc}/u);
    if (layout === 'table' || layout === 'coding') expect(xml).toContain('<w:tbl>');
  });
});

it('DOCX leaves names and times out where nobody asks for them', async () => {
  const text = wordText(await docx.make(transcript, { ...options, speakers: false, timestamps: false }));
  expect(text).not.toContain('Борис');
  expect(text).not.toContain('0:30');
});

describe('PDF', { timeout: 30_000 }, () => {
  // Dots that a font draws apart have no text of their own; this reader passes over the text a line is marked with.
  const read = async (bytes: Uint8Array) => {
    const file = await getDocumentProxy(new Uint8Array(bytes));
    const { text, totalPages } = await extractText(file, { mergePages: true });
    return {
      text: text
        .normalize('NFC')
        .replace(/(?!\s)\p{Cc}/gu, '')
        .replace(/\s+/g, ' '),
      totalPages,
      file,
    };
  };

  it.each(documentLayouts.map((layout) => [layout]))(
    'is read by another program, every script in order: %s',
    async (layout) => {
      const { text, totalPages, file } = await read(await pdf.make(transcript, { ...options, layout }, { fetchFont }));
      for (const part of ['Plain & simple, <tags>', 'Größe naïve Ελληνικά', 'Кириллица', 'étude', 'A “title”'])
        expect(text).toContain(part);
      expect(text).toMatch(/שלום/);
      expect(text).toMatch(/مرحبا/);
      expect(totalPages).toBeGreaterThan(1);
      expect((await file.getMetadata()).info).toMatchObject({ Title: 'A “title”', Language: 'en' });
      expect((await file.getMarkInfo())?.Marked).toBe(true);
    },
  );

  it('lets the device paint what no font of ours holds, once for each', async () => {
    const painted: string[] = [];
    const jpeg = new Uint8Array(
      Buffer.from(
        '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAACAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
        'base64',
      ),
    );
    const paint: DocumentTools['paint'] = async (text) => {
      painted.push(text);
      return { jpeg, width: 10, height: 12, baseline: 9 };
    };
    const twice = { ...transcript, paragraphs: [said('f', null, '今天 今天 👩‍👩‍👧', 0)] };
    const bytes = await pdf.make(twice, options, { fetchFont, paint });
    expect(painted.sort()).toEqual(['今', '天', '👩‍👩‍👧'].sort());
    // Put in as it is: a browser with our policy has nothing to unpack a picture with.
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Subtype \/Image[^]*\/Filter \/DCTDecode/);
  });

  it('is valid with nothing said', async () => {
    const { totalPages } = await read(await pdf.make({ ...transcript, paragraphs: [] }, options, { fetchFont }));
    expect(totalPages).toBe(1);
  });
});
