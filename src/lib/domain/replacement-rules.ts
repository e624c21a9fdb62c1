import type { ReplacementRule } from './refine.ts';
import { normaliseWord } from './transcript-words.ts';
import type { MachineLayer, Transcript } from './transcript.ts';

/** One field of a line of CSV, quoted or not (RFC 4180); the separator may be a comma, a semicolon, a tab or an arrow. */
const field = /\s*(?:"((?:[^"]|"")*)"|([^,;\t"]*?))\s*(?:,|;|\t|=>|→|$)/uy;

const fieldsOf = (line: string): string[] => {
  const fields: string[] = [];
  field.lastIndex = 0;
  while (field.lastIndex < line.length) {
    const found = field.exec(line);
    if (!found) return [line.trim()];
    fields.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
  }
  return fields;
};

const fromLines = (text: string): ReplacementRule[] =>
  text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .map(fieldsOf)
    .map(([heard = '', written = '']) => ({ heard, written }));

/** `heard: written`, a list of words that are right, or a list of `{ heard, written }`. */
const fromYaml = (value: unknown): ReplacementRule[] => {
  const plain = (item: unknown) => (typeof item === 'string' || typeof item === 'number' ? String(item).trim() : '');
  if (Array.isArray(value)) {
    return value.map((item: unknown) => {
      const pair = item as { heard?: unknown; written?: unknown } | null;
      return typeof item === 'object'
        ? { heard: plain(pair?.heard), written: plain(pair?.written) }
        : { heard: plain(item), written: '' };
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([heard, written]) => ({ heard: heard.trim(), written: plain(written) }));
};

const isHeader = ({ heard, written }: ReplacementRule): boolean =>
  /^(heard|from|find|word|wrong|spoken)$/iu.test(heard) && /^(written|to|replace|replacement|right|)$/iu.test(written);

/**
 * Rules as a person writes them: a line each, `heard, written`; a line with one field is a word that is right. The first rule for a phrase counts; empty ones are dropped.
 */
export const parseRules = (text: string): ReplacementRule[] => sorted(fromLines(text));

/** Rules of a YAML file; none where it is not one. The reader is loaded when first needed. */
export const parseYamlRules = async (text: string): Promise<ReplacementRule[]> => {
  const { readYaml } = await import('$lib/core/yaml.ts');
  const read = readYaml(text);
  return read.ok ? sorted(fromYaml(read.reading.value)) : [];
};

const sorted = (found: readonly ReplacementRule[]): ReplacementRule[] => {
  const rules = found.filter(({ heard }) => heard !== '');
  const named = rules.filter((rule, index) => index > 0 || !isHeader(rule));
  const key = ({ heard }: ReplacementRule) => heard.toLowerCase();
  return named.filter((rule, index) => named.findIndex((other) => key(other) === key(rule)) === index);
};

const quoted = (text: string): string => (/[,;\t"]|=>|→|^#/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The same rules as lines; `parseRules` gives them back. */
export const writeRules = (rules: readonly ReplacementRule[]): string =>
  rules
    .map(({ heard, written }) => (written === '' ? quoted(heard) : `${quoted(heard)}, ${quoted(written)}`))
    .join('\n');

/** How far a corrected word may have moved, in seconds. */
const sameWordSeconds = 0.05;

/** Corrections of single words, from what the machine heard to what a person wrote, the most frequent first. */
export const learnRules = (machine: Pick<MachineLayer, 'paragraphs'>, transcript: Pick<Transcript, 'paragraphs'>) => {
  const heard = machine.paragraphs.flatMap(({ words }) => words).filter((word) => word.start !== null);
  const counts = new Map<string, ReplacementRule & { count: number }>();
  for (const word of transcript.paragraphs.flatMap(({ words }) => words)) {
    if (word.origin !== 'edited' || word.start === null) continue;
    const before = heard.find(({ start }) => Math.abs(start! - word.start!) < sameWordSeconds);
    const bare = (text: string) => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    const [from, to] = [bare(before?.text ?? ''), bare(word.text)];
    if (from === '' || to === '' || from === to || /^\d+$/u.test(normaliseWord(to))) continue;
    const key = `${from.toLowerCase()}\n${to}`;
    const known = counts.get(key) ?? { heard: from.toLowerCase(), written: to, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
};
