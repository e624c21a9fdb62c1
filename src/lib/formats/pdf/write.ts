import PDFDocument from 'pdfkit';
import type { DocumentContent, DocumentRow } from '../document-rows.ts';
import type { DocumentTools, PaintedLine } from '../format.ts';
import { filesFor } from './fonts.ts';
import { linesOf, textOfLine, tokensOf, visualOrder, type FontOf, type Span, type Token } from './tokens.ts';

/** Points. A4 with margins of 2.5 cm. */
const page = { width: 595.28, height: 841.89, margin: 71 };
const column = page.width - 2 * page.margin;
const [ink, faint] = ['#1b1d22', '#6b7280'];
const sizes = { body: 10.5, title: 18, footer: 8.5 };
const leading = 1.5;

/** A column of a row: where it stands and what it says. */
type Cell = { x: number; width: number; spans: Span[] };
type Row = { cells: Cell[]; size: number; after: number; tag: 'H1' | 'P'; keepsNext?: boolean };

const whole = (spans: Span[]): Cell[] => [{ x: 0, width: column, spans }];
const bodyRow = (cells: Cell[], after = 8): Row => ({ cells, size: sizes.body, after, tag: 'P' });

const prose = ({ time, name, text }: DocumentRow): Row[] => [
  bodyRow(
    whole([
      ...(time === null ? [] : [{ text: `[${time}] `, isFaint: true }]),
      ...(name === null ? [] : [{ text: `${name}: `, isBold: true }]),
      { text },
    ]),
  ),
];

const dialogue = ({ time, name, text }: DocumentRow): Row[] => {
  const head: Span[] = [
    ...(name === null ? [] : [{ text: name, isBold: true }]),
    ...(time === null ? [] : [{ text: name === null ? time : `  ${time}`, isFaint: true }]),
  ];
  return [...(head.length > 0 ? [{ ...bodyRow(whole(head), 1), keepsNext: true }] : []), bodyRow(whole([{ text }]))];
};

const table = ({ time, name, text }: DocumentRow): Row[] => [
  bodyRow([
    { x: 0, width: 50, spans: [{ text: time ?? '', isFaint: true }] },
    { x: 56, width: 90, spans: [{ text: name ?? '', isBold: true }] },
    { x: 152, width: column - 152, spans: [{ text }] },
  ]),
];

/** The right third stays empty for a pencil. */
const coding = (row: DocumentRow): Row[] => {
  const head = [row.time && `[${row.time}] `].filter(Boolean).map((text) => ({ text: text!, isFaint: true }));
  const name = row.name === null ? [] : [{ text: `${row.name}: `, isBold: true }];
  return [
    bodyRow([
      { x: 0, width: 28, spans: [{ text: String(row.number), isFaint: true }] },
      { x: 34, width: column * 0.66 - 34, spans: [...head, ...name, { text: row.text }] },
    ]),
  ];
};

const layouts = { prose, dialogue, table, coding };

const rowsOf = ({ title, layout, rows }: DocumentContent): Row[] => [
  { cells: whole([{ text: title, isBold: true }]), size: sizes.title, after: 14, tag: 'H1' },
  ...rows.flatMap(layouts[layout]),
];

const fetchBytes = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

const styleOf = (isBold: boolean): 0 | 1 => (isBold ? 1 : 0);
const fontName = (id: string, isBold: boolean): string => `${id}-${isBold ? 'bold' : 'regular'}`;

/** Loads the files that some text needs; a font is registered under its name, and asked what it holds. */
const loadFonts = async (pdf: PDFKit.PDFDocument, text: string, load: NonNullable<DocumentTools['fetchFont']>) => {
  const needed = filesFor(text);
  for (const { id, urls } of needed) {
    for (const isBold of [false, true]) pdf.registerFont(fontName(id, isBold), await load(urls[styleOf(isBold)]));
  }
  const holds = (name: string, codePoint: number): boolean => {
    const { font } = (pdf.font(name) as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })
      ._font;
    return font.hasGlyphForCodePoint(codePoint);
  };
  const known = new Map<string, string | null>();
  const fontOf: FontOf = (grapheme, isBold) => {
    const key = fontName(grapheme, isBold);
    if (!known.has(key)) {
      const codes = [...grapheme].map((character) => character.codePointAt(0)!);
      const found = needed.find(({ id }) => codes.every((code) => holds(fontName(id, isBold), code)));
      known.set(key, found ? fontName(found.id, isBold) : null);
    }
    return known.get(key)!;
  };
  return fontOf;
};

/** Draws rows from page to page. */
class Writer {
  #y = page.margin;
  readonly #widths = new Map<string, number>();
  readonly #painted = new Map<string, PaintedLine | null>();

  constructor(
    private readonly pdf: PDFKit.PDFDocument,
    private readonly fontOf: FontOf,
    private readonly tools: DocumentTools,
  ) {}

  async write(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      const cells = [];
      for (const cell of row.cells) cells.push(await this.#layOut(cell, row.size));
      this.#draw(row, cells);
    }
  }

  async #layOut(cell: Cell, size: number) {
    const { tokens, isRtl } = tokensOf(cell.spans, this.fontOf);
    for (const token of tokens) token.width = await this.#measure(token, size);
    return { ...cell, isRtl, lines: linesOf(tokens, cell.width) };
  }

  /** What no font holds is painted by the device; without one, a replacement character stands for it. */
  async #measure(token: Token, size: number): Promise<number> {
    if (token.font === null) {
      const painted = await this.#paint(token, size);
      if (painted) return painted.width;
      token.text = '\ufffd';
      token.font = this.fontOf(token.text, token.isBold)!;
    }
    const key = `${token.font} ${size} ${token.text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const width = this.pdf.font(token.font).fontSize(size).widthOfString(token.text, featuresOf(token));
    this.#widths.set(key, width);
    return width;
  }

  async #paint({ text, isBold }: Token, size: number): Promise<PaintedLine | null> {
    const key = `${isBold} ${size} ${text}`;
    if (!this.#painted.has(key)) {
      this.#painted.set(key, (await this.tools.paint?.(text, { sizePoints: size, isBold })) ?? null);
    }
    return this.#painted.get(key)!;
  }

  #draw(row: Row, cells: readonly { x: number; width: number; isRtl: boolean; lines: Token[][] }[]): void {
    const height = row.size * leading;
    const element = this.pdf.struct(row.tag);
    this.pdf.addStructure(element);
    const count = Math.max(0, ...cells.map(({ lines }) => lines.length));
    for (let index = 0; index < count; index++) {
      const needed = index === 0 && row.keepsNext ? height * 2 : height;
      if (this.#y + needed > page.height - page.margin) this.#turn();
      for (const { x, width, isRtl, lines } of cells) {
        const line = lines[index];
        if (line && line.length > 0)
          element.add(this.#line(line, { x: page.margin + x, width, isRtl, size: row.size }));
      }
      this.#y += height;
    }
    element.end();
    this.#y += row.after;
  }

  #turn(): void {
    this.pdf.addPage();
    this.#y = page.margin;
  }

  /**
   * Marked with the text as it is read wherever that differs from what is drawn, so that copying and reading aloud know
   * nothing of the drawn order.
   */
  #line(line: readonly Token[], at: { x: number; width: number; isRtl: boolean; size: number }) {
    const isPlain = line.every(({ level, font, isSpace }) => level === 0 && (isSpace || plainFonts.test(font ?? '')));
    const content = this.pdf.markStructureContent('Span', isPlain ? {} : { actual: textOfLine(line) + ' ' });
    const wide = line.reduce((sum, { width }) => sum + width, 0);
    let x = at.isRtl ? at.x + at.width - wide : at.x;
    for (const token of inRuns(visualOrder(line))) {
      if (!token.isSpace) this.#token(token, x, at.size);
      x += token.width;
    }
    this.pdf.endMarkedContent();
    return content;
  }

  #token(token: Token, x: number, size: number): void {
    const baseline = this.#y + size * 1.1;
    const painted = token.font === null ? this.#painted.get(`${token.isBold} ${size} ${token.text}`) : null;
    if (painted) {
      this.pdf.image(painted.jpeg as unknown as ArrayBuffer, x, baseline - painted.baseline, {
        width: painted.width,
        height: painted.height,
      });
      return;
    }
    this.pdf
      .font(token.font!)
      .fontSize(size)
      .fillColor(token.isFaint ? faint : ink)
      .text(token.text, x, baseline, { lineBreak: false, baseline: 'alphabetic', ...featuresOf(token) });
  }
}

/** Fonts of scripts whose letters are drawn one by one, in their order. */
const plainFonts = /^(latin|vietnamese|greek|cyrillic)/;

/** Neighbours of one look as one token: what is drawn in one go need not be placed word by word. */
const inRuns = (line: readonly Token[]): Token[] => {
  const runs: Token[] = [];
  for (const token of line) {
    const last = runs.at(-1);
    const joins =
      last?.level === 0 && token.level === 0 && last.font !== null && last.font === token.font && isAlike(last, token);
    if (joins) runs.splice(-1, 1, { ...last, text: last.text + token.text, width: last.width + token.width });
    else runs.push(token);
  }
  return runs;
};

const isAlike = (one: Token, other: Token): boolean => one.isFaint === other.isFaint && one.isBold === other.isBold;

/** With a list of features the whole run is laid out at once: from right to left the order of its letters needs that. */
const featuresOf = ({ level }: Token): { features?: [] } => (level % 2 === 1 ? { features: [] } : {});

const numberPages = (pdf: PDFKit.PDFDocument): void => {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    pdf.switchToPage(index);
    const text = `${index + 1} / ${count}`;
    pdf.markContent('Artifact');
    pdf.font('latin-regular').fontSize(sizes.footer).fillColor(faint);
    const x = (page.width - pdf.widthOfString(text)) / 2;
    pdf.text(text, x, page.height - page.margin / 2, { lineBreak: false, baseline: 'alphabetic' });
    pdf.endMarkedContent();
  }
};

const collect = (pdf: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    pdf.on('data', (chunk) => chunks.push(chunk as unknown as Uint8Array<ArrayBuffer>));
    pdf.on('error', reject);
    pdf.on('end', () => void new Blob(chunks).arrayBuffer().then((bytes) => resolve(new Uint8Array(bytes)), reject));
  });

/**
 * The document as a PDF 1.7 file: tagged, its language and title told, subsets of Noto Sans inside. Latin, Greek,
 * Cyrillic, Hebrew, Arabic and Devanagari are text in a font; what else was said is drawn by the device with its own
 * fonts, as pictures that carry their text.
 */
export const writePdf = async (content: DocumentContent, tools: DocumentTools): Promise<Uint8Array<ArrayBuffer>> => {
  const rows = rowsOf(content);
  const pdf = new PDFDocument({
    ...{
      size: [page.width, page.height],
      margin: 0,
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      bufferPages: true,
    },
    ...(content.language ? { lang: content.language } : {}),
    font: null as unknown as string,
    info: { Title: content.title, Creator: 'EchoFlow', Producer: 'EchoFlow' },
  });
  const bytes = collect(pdf);
  const text = rows.flatMap(({ cells }) => cells.flatMap(({ spans }) => spans.map((span) => span.text))).join('');
  const fontOf = await loadFonts(pdf, text, tools.fetchFont ?? fetchBytes);
  await new Writer(pdf, fontOf, tools).write(rows);
  numberPages(pdf);
  pdf.end();
  return bytes;
};
