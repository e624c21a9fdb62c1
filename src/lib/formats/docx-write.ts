import {
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type IRunOptions,
} from 'docx';
import { isRightToLeft, type DocumentContent, type DocumentRow } from './document-rows.ts';

const grey = '6B7280';
/** Twentieths of a point; a page of A4 with margins of 2.5 cm holds 9070. */
const pageWidth = 9070;

const run = (text: string, look: IRunOptions = {}): TextRun =>
  new TextRun({ text, ...(isRightToLeft(text) ? { rightToLeft: true } : {}), ...look });

const paragraph = (runs: TextRun[], text: string, look: { keepNext?: boolean; after?: number } = {}): Paragraph =>
  new Paragraph({
    children: runs,
    ...(isRightToLeft(text) ? { bidirectional: true } : {}),
    spacing: { after: look.after ?? 160 },
    ...(look.keepNext ? { keepNext: true } : {}),
  });

const time = (row: DocumentRow): TextRun[] => (row.time === null ? [] : [run(`[${row.time}] `, { color: grey })]);

const prose = (row: DocumentRow): Paragraph[] => {
  const name = row.name === null ? [] : [run(`${row.name}: `, { bold: true })];
  return [paragraph([...time(row), ...name, run(row.text)], row.text)];
};

const dialogue = (row: DocumentRow): Paragraph[] => {
  const name = row.name === null ? [] : [run(row.name, { bold: true })];
  const clock = row.time === null ? [] : [run(name.length > 0 ? `  ${row.time}` : row.time, { color: grey, size: 18 })];
  const head = [...name, ...clock];
  const above = head.length > 0 ? [paragraph(head, row.text, { keepNext: true, after: 40 })] : [];
  return [...above, paragraph([run(row.text)], row.text)];
};

const hairline = { style: BorderStyle.SINGLE, size: 4, color: 'D4D4D8' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };

const cell = (text: string, width: number, look: IRunOptions = {}): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    children: [paragraph([run(text, look)], text, { after: 0 })],
  });

type Column = { heading: string; width: number; text: (row: DocumentRow) => string; look?: IRunOptions };

const table = (rows: readonly DocumentRow[], columns: readonly Column[]): Table => {
  const body = rows.map(
    (row) => new TableRow({ cantSplit: false, children: columns.map((c) => cell(c.text(row), c.width, c.look)) }),
  );
  const head = new TableRow({
    tableHeader: true,
    children: columns.map((c) => cell(c.heading, c.width, { bold: true, color: grey })),
  });
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: columns.map((c) => c.width),
    width: { size: columns.reduce((sum, { width }) => sum + width, 0), type: WidthType.DXA },
    borders: {
      top: hairline,
      bottom: hairline,
      insideHorizontal: hairline,
      left: none,
      right: none,
      insideVertical: none,
    },
    rows: [head, ...body],
  });
};

const tableColumns: readonly Column[] = [
  { heading: 'Time', width: 1100, text: (row) => row.time ?? '', look: { color: grey } },
  { heading: 'Speaker', width: 1800, text: (row) => row.name ?? '', look: { bold: true } },
  { heading: 'Text', width: pageWidth - 2900, text: (row) => row.text },
];
const codingColumns: readonly Column[] = [
  { heading: '#', width: 700, text: (row) => String(row.number), look: { color: grey } },
  {
    heading: 'Text',
    width: 5300,
    text: (row) => [row.time && `[${row.time}]`, row.name && `${row.name}:`, row.text].filter(Boolean).join(' '),
  },
  { heading: 'Notes', width: pageWidth - 6000, text: () => '' },
];

const body = ({ layout, rows }: DocumentContent): (Paragraph | Table)[] => {
  if (layout === 'table') return [table(rows, tableColumns)];
  if (layout === 'coding') return [table(rows, codingColumns)];
  return rows.flatMap(layout === 'dialogue' ? dialogue : prose);
};

const pageNumbers = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: 'center',
        children: [
          new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], color: grey, size: 18 }),
        ],
      }),
    ],
  });

/** The document as a file; fonts are left to the device that opens it, so every script is shown. */
export const writeDocx = async (content: DocumentContent): Promise<Uint8Array<ArrayBuffer>> => {
  const { title, language } = content;
  const file = new Document({
    title,
    creator: 'EchoFlow',
    styles: { default: { document: { run: { size: 22, ...(language ? { language: { value: language } } : {}) } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { left: 1418, right: 1418, top: 1418, bottom: 1418 } },
        },
        footers: { default: pageNumbers() },
        children: [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            ...(isRightToLeft(title) ? { bidirectional: true } : {}),
            spacing: { after: 240 },
            children: [run(title)],
          }),
          ...body(content),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
};
