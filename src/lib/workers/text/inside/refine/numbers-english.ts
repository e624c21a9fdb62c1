import { digitOf, readNumber, readYear, type NumberRead } from './number-words.ts';

/** What a row of words is written as: `words` of them, from where it was asked. */
export type Written = { words: number; text: string; isSure: boolean };

const monthNames = 'january february march april may june july august september october november december'.split(' ');
const currencies: Readonly<Record<string, string>> = { dollars: '$', dollar: '$', euros: '€', euro: '€', bucks: '$' };
const beforeYear = new Set(
  'in since from until till of by before after around during summer winter spring autumn fall year'.split(' '),
);
/** Below this, numbers are written out (The Chicago Manual of Style draws it at a hundred, the AP Stylebook at ten). */
const leastInFigures = 10;

const grouped = (value: number): string => value.toLocaleString('en-US');
const suffix = (value: number): string => {
  const [teens, unit] = [Math.floor(value / 10) % 10 === 1, value % 10];
  return teens ? 'th' : (['th', 'st', 'nd', 'rd'][unit] ?? 'th');
};

type Read = (words: readonly string[], from: number) => Written | undefined;
const at = (words: readonly string[], index: number): string => words[index] ?? '';
const sure = (words: number, text: string): Written => ({ words, text, isSure: true });

/** "five five five one two": three digits and more. */
const digits: Read = (words, from) => {
  let text = '';
  for (let index = from; digitOf(at(words, index)) !== undefined; index += 1) text += digitOf(words[index]!)!;
  if (text.length < 3 || (words[from] === 'oh' && text.length < 4)) return undefined;
  const shown =
    text.length === 7
      ? text.replace(/^(...)/u, '$1-')
      : text.length === 10
        ? text.replace(/^(...)(...)/u, '$1-$2-')
        : text;
  return { words: text.length, text: shown, isSure: text.length >= 4 };
};

const day = (words: readonly string[], from: number): NumberRead | undefined => {
  const skip = at(words, from) === 'the' ? 1 : 0;
  const read = readNumber(words, from + skip);
  if (!read || read.value < 1 || read.value > 31 || (!read.isOrdinal && skip > 0)) return undefined;
  return { ...read, words: read.words + skip };
};

/** "march third twenty twenty six", "march the third". */
const monthFirst: Read = (words, from) => {
  const month = monthNames.indexOf(at(words, from));
  if (month < 0) return undefined;
  const found = day(words, from + 1);
  const isYearAlone = readYear(words, from + 1);
  const name = monthNames[month]!.replace(/^./u, (letter) => letter.toUpperCase());
  if (isYearAlone && isYearAlone.value > 1100) return sure(1 + isYearAlone.words, `${name} ${isYearAlone.value}`);
  if (!found) return undefined;
  const year = readYear(words, from + 1 + found.words);
  const taken = 1 + found.words + (year?.words ?? 0);
  return {
    words: taken,
    text: `${name} ${found.value}${year ? `, ${year.value}` : ''}`,
    isSure: found.isOrdinal || year !== undefined,
  };
};

/** "the third of march", "twelfth october nineteen ninety". */
const dayFirst: Read = (words, from) => {
  const found = readNumber(words, from);
  if (!found || !found.isOrdinal || found.value > 31) return undefined;
  const hasOf = at(words, from + found.words) === 'of';
  const month = monthNames.indexOf(at(words, from + found.words + (hasOf ? 1 : 0)));
  if (month < 0) return undefined;
  const taken = found.words + (hasOf ? 2 : 1);
  const year = readYear(words, from + taken);
  const name = monthNames[month]!.replace(/^./u, (letter) => letter.toUpperCase());
  const text = `${found.value}${suffix(found.value)}${hasOf ? ' of' : ''} ${name}${year ? ` ${year.value}` : ''}`;
  return sure(taken + (year?.words ?? 0), text);
};

/** "three thirty p m", "ten a m", "at nine fifteen". */
const clock: Read = (words, from) => {
  const hour = readNumber(words, from);
  if (!hour || hour.isOrdinal || hour.words > 1 || hour.value < 1 || hour.value > 12) return undefined;
  const isOh = at(words, from + 1) === 'oh';
  const second = readNumber(words, from + (isOh ? 2 : 1));
  const isMinute = second && !second.isOrdinal && (isOh ? second.value < 10 : second.value >= 10) && second.value < 60;
  const minute = isMinute ? second : undefined;
  const next = from + 1 + (minute ? minute.words + (isOh ? 1 : 0) : 0);
  const [one, two] = [at(words, next), at(words, next + 1)];
  const half = /^[ap]m$/u.test(one)
    ? { words: 1, letter: one[0]! }
    : /^[ap]$/u.test(one) && two === 'm'
      ? { words: 2, letter: one }
      : null;
  const minutes = minute ? `:${String(minute.value).padStart(2, '0')}` : '';
  if (half) return sure(next - from + half.words, `${hour.value}${minutes} ${half.letter}.m.`);
  if (!minute || !/^(?:at|around|until|till|by|from)$/u.test(at(words, from - 1))) return undefined;
  return { words: next - from, text: `${hour.value}${minutes}`, isSure: false };
};

const year: Read = (words, from) => {
  const found = readYear(words, from);
  if (!found || found.value < 1100 || found.value > 2099) return undefined;
  const isNear = found.value >= 1900 || beforeYear.has(at(words, from - 1));
  if (found.value >= 2000 && at(words, from) === 'two' && !beforeYear.has(at(words, from - 1))) return undefined;
  return isNear ? sure(found.words, String(found.value)) : undefined;
};

/** "nineteen eighties". */
const decade: Read = (words, from) => {
  const century: Record<string, string> = { nineteen: '19', eighteen: '18' };
  const plural = /^(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies$/u.exec(at(words, from + 1));
  const first = century[at(words, from)];
  if (!first || !plural) return undefined;
  const ten = readNumber([`${plural[1]!}y`], 0);
  return ten ? sure(2, `${first}${ten.value}s`) : undefined;
};

const decimal = (words: readonly string[], from: number): { text: string; words: number } | undefined => {
  const whole = readNumber(words, from);
  if (!whole || whole.isOrdinal || whole.scale || at(words, from + whole.words) !== 'point') return undefined;
  let text = '';
  let next = from + whole.words + 1;
  for (; digitOf(at(words, next)) !== undefined; next += 1) text += digitOf(words[next]!)!;
  return text === '' ? undefined : { text: `${grouped(whole.value)}.${text}`, words: next - from };
};

/** "five million" stays with its word; "twenty five thousand" becomes figures. */
const figures = ({ value, scale }: NumberRead): string => {
  const sizes: Record<string, number> = { million: 1e6, billion: 1e9, trillion: 1e12 };
  const size = scale ? sizes[scale] : undefined;
  return size ? `${grouped(value / size)} ${scale}` : grouped(value);
};

/** A sum of money, a share, a decimal or a plain number. */
const amount: Read = (words, from) => {
  const point = decimal(words, from);
  const whole = readNumber(words, from);
  if (!whole && !point) return undefined;
  const [text, taken] = point ? [point.text, point.words] : [figures(whole!), whole!.words];
  const scale = point ? /^(?:million|billion|trillion)$/u.exec(at(words, from + taken))?.[0] : undefined;
  const [shown, used] = scale ? [`${text} ${scale}`, taken + 1] : [text, taken];
  const unit = at(words, from + used);
  if (whole?.isOrdinal && !point) return ordinal(whole);
  if (unit === 'percent') return sure(used + 1, `${shown}%`);
  if (unit === 'per' && at(words, from + used + 1) === 'cent') return sure(used + 2, `${shown}%`);
  const sign = currencies[unit];
  if (sign) return money(words, from, { sign, shown, used });
  if (point) return sure(used, shown);
  if (whole!.value < leastInFigures) return undefined;
  return sure(used, shown);
};

const ordinal = ({ value, words }: NumberRead): Written | undefined =>
  value < leastInFigures ? undefined : { words, text: `${value}${suffix(value)}`, isSure: true };

/** "twelve dollars and fifty cents". */
const money = (
  words: readonly string[],
  from: number,
  { sign, shown, used }: { sign: string; shown: string; used: number },
): Written => {
  const after = from + used + 1;
  const hasAnd = at(words, after) === 'and';
  const cents = readNumber(words, after + (hasAnd ? 1 : 0));
  const isCents = cents && cents.value < 100 && /^cents?$/u.test(at(words, after + (hasAnd ? 1 : 0) + cents.words));
  if (!isCents) return sure(used + 1, `${sign}${shown}`);
  return sure(used + 2 + (hasAnd ? 1 : 0) + cents.words, `${sign}${shown}.${String(cents.value).padStart(2, '0')}`);
};

const readers: readonly Read[] = [monthFirst, dayFirst, decade, clock, digits, year, amount];

/** What the words at `from` are written as in figures; nothing where they stay words. `words` are lower case and bare. */
export const writeNumber = (words: readonly string[], from: number): Written | undefined => {
  for (const read of readers) {
    const written = read(words, from);
    if (written) return written;
  }
  return undefined;
};
