/** Languages the multilingual Whisper models were trained on, by the code their tokenizer uses. */
export const whisperLanguages: readonly string[] = (
  'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml ' +
  'cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am ' +
  'yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue'
).split(' ');

/** Where Whisper's code is not the one of BCP 47. */
const standardCode: Readonly<Record<string, string>> = { jw: 'jv' };

/** A language as pages name it (BCP 47), for the voice that reads it out and the dictionary that checks it. */
export const languageTag = (code: string | null): string | undefined =>
  code === null ? undefined : (standardCode[code] ?? code);

/** Names of Whisper's languages that the tables of some browsers leave out. */
const rareNames: Readonly<Record<string, string>> = { ba: 'Bashkir', bo: 'Tibetan' };

/** The name of a language in the words of the locale; its code where nobody knows a name, or where it is no code at all. */
export const languageName = (code: string, locale?: string): string => {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }).of(standardCode[code] ?? code);
    return name ?? rareNames[code] ?? code;
  } catch {
    return code;
  }
};

/** Whisper's languages with their names, in the order of the alphabet. */
export const languagesByName = (locale?: string): { code: string; name: string }[] =>
  whisperLanguages
    .map((code) => ({ code, name: languageName(code, locale) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Whether a language is written from right to left: the page of its transcript is then mirrored. */
export const isRightToLeft = (language: string | null): boolean => language !== null && rightToLeft.has(language);
