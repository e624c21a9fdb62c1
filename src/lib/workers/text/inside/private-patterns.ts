import type { Finding } from '$lib/domain/private.ts';

/** A stretch of a text that may be private, by UTF-16 offsets. */
export type PrivateMatch = { kind: Finding['kind']; start: number; end: number };

const months =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const ordinalUnits = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth';
const ordinals = `(?:${ordinalUnits}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:${ordinalUnits}))`;
const day = `(?:\\d{1,2}(?:st|nd|rd|th)?|${ordinals})`;
const tens =
  '(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';
const units = '(?:one|two|three|four|five|six|seven|eight|nine)';
const year = `(?:(?:19|20)\\d\\d|(?:nineteen|twenty)[ -](?:oh )?(?:${tens}(?:[ -]${units})?|${units})|two thousand(?: and)?(?: ${tens})?(?: ${units})?)`;

const dates = [
  new RegExp(`\\b${months}\\.? (?:the )?${day}(?:,? ${year})?\\b`, 'giu'),
  new RegExp(`\\b${day} (?:of )?${months}(?:,? ${year})?\\b`, 'giu'),
  /\b\d{4}-\d{2}-\d{2}\b/gu,
  /\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b/gu,
];

const emails = [
  /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/gu,
  /\b[\p{L}\d]+(?: (?:dot|underscore|dash|hyphen|plus|minus) [\p{L}\d]+)* at [\p{L}\d-]+(?: dot [\p{L}\d]+)*? dot (?:com|org|net|edu|gov|io|info|biz|me|app|dev|eu|us|uk|ca|au|de|fr|es|it|nl|pl|pt|ch|at|be|se|no|dk|fi|ie|in|jp|br)\b/giu,
];

const ways =
  '(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|square|sq|way|place|pl|terrace|close|crescent|highway|alley|row)';
const houseNumber = `(?:\\d{1,5}\\p{Lu}?|${tens}(?:[ -]${units})?|${units})`;
const addresses = [
  new RegExp(
    `\\b${houseNumber},? (?:\\p{Lu}\\p{L}+ ){1,3}${ways.replaceAll(/[a-z]+/gu, (word) => `[${word[0]!.toUpperCase()}${word[0]}]${word.slice(1)}`)}\\b`,
    'gu',
  ),
  new RegExp(`\\b\\d{1,5} (?:\\p{Ll}+ ){1,2}(?:street|road|avenue|lane|boulevard)\\b`, 'gu'),
  /\b\p{Lu}\p{Ll}+(?:straße|strasse|gasse|weg|platz|allee) \d{1,4}\p{Ll}?\b/gu,
  /\b[A-Z]{2} \d{5}(?:-\d{4})?\b/gu,
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gu,
];

const digitWord = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|hundred)';
const digitRuns = [
  /(?<![\p{L}\d.,/-])(?:\+|\()?\d(?:[\d ()/-]|\.(?=\d{2,}))*\d(?!\d|[.,]\d)/gu,
  new RegExp(`\\b${digitWord}(?:[ ,-]+${digitWord}){6,}\\b`, 'giu'),
];

const digitOf: Readonly<Record<string, string>> = {
  ...{ zero: '0', oh: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8' },
  ...{ nine: '9', hundred: '00' },
};

/** The digits of a number as written or as spoken one by one. */
export const digitsOf = (text: string): string => {
  if (/\d/u.test(text)) return text.replace(/\D/gu, '');
  let repeat = 1;
  return text
    .toLowerCase()
    .split(/[ ,-]+/u)
    .map((word) => {
      if (word === 'double' || word === 'triple') {
        repeat = word === 'double' ? 2 : 3;
        return '';
      }
      const digits = (digitOf[word] ?? '').repeat(repeat);
      repeat = 1;
      return digits;
    })
    .join('');
};

/** The check digit of card numbers (Luhn 1954, ISO/IEC 7812). */
export const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};

const kindOfDigits = (text: string): 'card' | 'phone' | null => {
  const digits = digitsOf(text);
  if (digits.length >= 13 && digits.length <= 19) return passesLuhn(digits) ? 'card' : null;
  const isGrouped = !/^\d+$/u.test(text) || text.length >= 9;
  return digits.length >= 7 && digits.length <= 15 && isGrouped ? 'phone' : null;
};

const matchesOf = (text: string, patterns: readonly RegExp[], kind: PrivateMatch['kind']): PrivateMatch[] =>
  patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ kind, start: index, end: index + found.length })),
  );

const numbersOf = (text: string): PrivateMatch[] =>
  matchesOf(text, digitRuns, 'phone').flatMap((match) => {
    const kind = kindOfDigits(text.slice(match.start, match.end));
    return kind ? [{ ...match, kind }] : [];
  });

/** Whole words in any case, in any script. */
export const termsIn = (text: string, terms: readonly string[]): PrivateMatch[] => {
  const wanted = terms.map((term) => term.trim()).filter((term) => term !== '');
  if (wanted.length === 0) return [];
  const escaped = wanted
    .sort((a, b) => b.length - a.length)
    .map((term) => term.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace(/\s+/gu, '\\s+'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return matchesOf(text, [pattern], 'custom');
};

/** What rules find: dates, e-mail addresses, street addresses and postcodes, cards that pass Luhn, phone numbers. */
export const patternsIn = (text: string): PrivateMatch[] => [
  ...matchesOf(text, emails, 'email'),
  ...matchesOf(text, addresses, 'address'),
  ...matchesOf(text, dates, 'date'),
  ...numbersOf(text),
];
