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
 * patterns say which text to ask a file for; whether it holds a character is asked of the font itself.
 */
export type FontFile = { id: string; covers: RegExp; urls: readonly [regular: string, bold: string] };

export const fontFiles: readonly FontFile[] = [
  {
    id: 'latin',
    covers: /[\u0000-\u00ff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2212\ufffd]/,
    urls: [latin400, latin700],
  },
  {
    id: 'latin-ext',
    covers: /[\u0100-\u02ff\u1d00-\u1dbf\u1e00-\u1eff\u20a0-\u20c0\u2113\u2c60-\u2c7f\ua720-\ua7ff]/,
    urls: [latinExt400, latinExt700],
  },
  {
    id: 'vietnamese',
    covers: /[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0300-\u0329\u1ea0-\u1ef9]/,
    urls: [vietnamese400, vietnamese700],
  },
  { id: 'greek', covers: /[\u0370-\u03ff]/, urls: [greek400, greek700] },
  { id: 'cyrillic', covers: /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/, urls: [cyrillic400, cyrillic700] },
  { id: 'cyrillic-ext', covers: /[\u0460-\u052f\u2de0-\u2dff\ua640-\ua69f]/, urls: [cyrillicExt400, cyrillicExt700] },
  { id: 'hebrew', covers: /[\u0590-\u05ff\u20aa\ufb1d-\ufb4f]/, urls: [hebrew400, hebrew700] },
  {
    id: 'arabic',
    covers: /[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/,
    urls: [arabic400, arabic700],
  },
  { id: 'devanagari', covers: /[\u0900-\u097f\u1cd0-\u1cf9\ua8e0-\ua8ff]/, urls: [devanagari400, devanagari700] },
];
