import arabic400 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff?url';
import arabic700 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff?url';
import hebrew400 from '@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-400-normal.woff?url';
import hebrew700 from '@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-700-normal.woff?url';
import cyrillic400 from '@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff?url';
import cyrillic700 from '@fontsource/noto-sans/files/noto-sans-cyrillic-700-normal.woff?url';
import cyrillicExt400 from '@fontsource/noto-sans/files/noto-sans-cyrillic-ext-400-normal.woff?url';
import cyrillicExt700 from '@fontsource/noto-sans/files/noto-sans-cyrillic-ext-700-normal.woff?url';
import devanagari400 from '@fontsource/noto-sans/files/noto-sans-devanagari-400-normal.woff?url';
import devanagari700 from '@fontsource/noto-sans/files/noto-sans-devanagari-700-normal.woff?url';
import greek400 from '@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff?url';
import greek700 from '@fontsource/noto-sans/files/noto-sans-greek-700-normal.woff?url';
import latin400 from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff?url';
import latin700 from '@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff?url';
import latinExt400 from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff?url';
import latinExt700 from '@fontsource/noto-sans/files/noto-sans-latin-ext-700-normal.woff?url';
import vietnamese400 from '@fontsource/noto-sans/files/noto-sans-vietnamese-400-normal.woff?url';
import vietnamese700 from '@fontsource/noto-sans/files/noto-sans-vietnamese-700-normal.woff?url';

/**
 * Noto Sans (SIL Open Font License 1.1) in files by script, as the web splits it: a document loads those it needs. The
 * ranges of code points say which text to ask a file for; whether it holds a character is asked of the font itself.
 */
export type FontFile = {
  id: string;
  covers: readonly (readonly [from: number, to: number])[];
  urls: readonly [regular: string, bold: string];
};

/** The first is always loaded: it holds digits, spaces and the replacement character. */
export const fontFiles: readonly FontFile[] = [
  { id: 'latin', covers: [[0x0000, 0x00ff]], urls: [latin400, latin700] },
  {
    id: 'latin-ext',
    covers: [
      [0x0100, 0x02ff],
      [0x1d00, 0x1dbf],
      [0x1e00, 0x1eff],
      [0x20a0, 0x20c0],
      [0x2c60, 0x2c7f],
      [0xa720, 0xa7ff],
    ],
    urls: [latinExt400, latinExt700],
  },
  {
    id: 'vietnamese',
    covers: [
      [0x0102, 0x0111],
      [0x01a0, 0x01b0],
      [0x0300, 0x0329],
      [0x1ea0, 0x1ef9],
    ],
    urls: [vietnamese400, vietnamese700],
  },
  { id: 'greek', covers: [[0x0370, 0x03ff]], urls: [greek400, greek700] },
  {
    id: 'cyrillic',
    covers: [
      [0x0301, 0x0301],
      [0x0400, 0x045f],
      [0x0490, 0x0491],
      [0x04b0, 0x04b1],
      [0x2116, 0x2116],
    ],
    urls: [cyrillic400, cyrillic700],
  },
  {
    id: 'cyrillic-ext',
    covers: [
      [0x0460, 0x052f],
      [0x2de0, 0x2dff],
      [0xa640, 0xa69f],
    ],
    urls: [cyrillicExt400, cyrillicExt700],
  },
  {
    id: 'hebrew',
    covers: [
      [0x0590, 0x05ff],
      [0x20aa, 0x20aa],
      [0xfb1d, 0xfb4f],
    ],
    urls: [hebrew400, hebrew700],
  },
  {
    id: 'arabic',
    covers: [
      [0x0600, 0x06ff],
      [0x0750, 0x077f],
      [0x0870, 0x08ff],
      [0xfb50, 0xfdff],
      [0xfe70, 0xfefc],
    ],
    urls: [arabic400, arabic700],
  },
  {
    id: 'devanagari',
    covers: [
      [0x0900, 0x097f],
      [0x1cd0, 0x1cf9],
      [0xa8e0, 0xa8ff],
    ],
    urls: [devanagari400, devanagari700],
  },
];

/** The files worth asking for a text. */
export const filesFor = (text: string): FontFile[] => {
  const codes = [...new Set(text)].map((character) => character.codePointAt(0)!);
  const isIn =
    (code: number) =>
    ([from, to]: readonly [number, number]) =>
      code >= from && code <= to;
  return fontFiles.filter(({ covers }, index) => index === 0 || codes.some((code) => covers.some(isIn(code))));
};
