/** Languages the multilingual Whisper models were trained on, by the code their tokenizer uses. */
export const whisperLanguages: readonly string[] = (
  'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml ' +
  'cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am ' +
  'yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue'
).split(' ');

/** Where Whisper's code is not the one of BCP 47. */
const standardCode: Readonly<Record<string, string>> = { jw: 'jv' };

/** The name of a language in the words of the locale; its code where nobody knows a name. */
export const languageName = (code: string, locale?: string): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(standardCode[code] ?? code) ?? code;

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Whether a language is written from right to left: the page of its transcript is then mirrored. */
export const isRightToLeft = (language: string | null): boolean => language !== null && rightToLeft.has(language);
