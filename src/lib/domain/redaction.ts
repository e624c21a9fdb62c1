import type { Span } from './artifacts.ts';
import { givesAway, secretsOf, type Secrets } from './redaction-secrets.ts';
import type { Annotation, Redaction } from './transcript-marks.ts';
import { paragraphText, spanOf, type Paragraph, type Transcript, type Word } from './transcript.ts';

/** Stands for what was taken out: of one length, so that it tells nothing of what it hides. */
export const redactedText = '████';

export const isRedacted = (transcript: Pick<Transcript, 'redactions'>): boolean =>
  (transcript.redactions ?? []).some(({ words }) => words.length > 0);

/** Which redaction each word belongs to. */
export const redactionOf = ({ redactions }: Pick<Transcript, 'redactions'>): Map<string, Redaction> =>
  new Map((redactions ?? []).flatMap((redaction) => redaction.words.map((word) => [word, redaction] as const)));

/** Ids of the redacted words. The set is made once for each list: it is asked for with every paragraph that is drawn. */
export const redactedIds = (transcript: Pick<Transcript, 'redactions'> | null): ReadonlySet<string> => {
  const { redactions } = transcript ?? {};
  if (!redactions) return none;
  const ids = known.get(redactions) ?? new Set(redactions.flatMap(({ words }) => words));
  known.set(redactions, ids);
  return ids;
};

const none: ReadonlySet<string> = new Set();
const known = new WeakMap<object, ReadonlySet<string>>();

/** Stretches of words behind each other that are taken out, as indexes into a row of words. */
export const runsOf = (words: readonly Word[], isOut: (word: Word) => boolean): { from: number; until: number }[] => {
  const runs: { from: number; until: number }[] = [];
  words.forEach((word, index) => {
    if (!isOut(word)) return;
    const last = runs.at(-1);
    if (last?.until === index) last.until += 1;
    else runs.push({ from: index, until: index + 1 });
  });
  return runs;
};

/** Punctuation behind a word stays, so that the sentence still ends. */
const endOf = (text: string): string => /[.,;:!?…。、？！]+$/u.exec(text)?.[0] ?? '';

/** One mark in the place of several words, over all of their time, known to nobody by its id. */
const markOf = (words: readonly Word[], id: string): Word => ({
  ...words[0]!,
  id,
  text: redactedText + endOf(words.at(-1)!.text),
  end: words.findLast((word) => word.end !== null)?.end ?? null,
  start: words.find((word) => word.start !== null)?.start ?? null,
  conf: null,
});

const redactParagraph = (paragraph: Paragraph, out: ReadonlyMap<string, Redaction>): Paragraph => {
  const runs = runsOf(paragraph.words, (word) => out.has(word.id));
  if (runs.length === 0) return paragraph;
  const words = runs.reduceRight<Word[]>(
    (kept, { from, until }) =>
      kept.toSpliced(from, until - from, markOf(kept.slice(from, until), `${paragraph.id}-redacted-${from}`)),
    [...paragraph.words],
  );
  return { ...paragraph, words };
};

/** Names of styles, classes and regions, where they would tell what is hidden. */
const tells = (look: string | undefined, secrets: Secrets): boolean => look !== undefined && givesAway(look, secrets);

const withoutLooks = (paragraph: Paragraph, secrets: Secrets): Paragraph => {
  const { cueSettings, ...rest } = paragraph;
  const words = paragraph.words.map((word) => {
    const { markup, ...plain } = word;
    return tells(markup, secrets) ? plain : word;
  });
  if (tells(cueSettings, secrets)) return { ...rest, words };
  return words.every((word, index) => word === paragraph.words[index]) ? paragraph : { ...paragraph, words };
};

type Hidden = { out: ReadonlyMap<string, Redaction>; secrets: Secrets };

/** A quote of a redacted word is gone, and so is what somebody wrote about it by name. */
const shownAnnotation = (annotation: Annotation, { out, secrets }: Hidden): Annotation => {
  const mask = (text: string) => (givesAway(text, secrets) ? redactedText : text);
  const isQuoted = annotation.words.some((word) => out.has(word));
  return {
    ...annotation,
    quote: isQuoted ? redactedText : mask(annotation.quote),
    text: mask(annotation.text),
    tags: annotation.tags.filter((tag) => !givesAway(tag, secrets)),
  };
};

/**
 * The transcript as it may leave the device: redacted words are gone, marks in their place, and with them quotes, notes, tags
 * and names of speakers that would tell what they were. The list of redactions is gone too. Nothing redacted: the same transcript.
 */
export const redact = (transcript: Transcript): Transcript => {
  if (!isRedacted(transcript)) return transcript;
  const out = redactionOf(transcript);
  const secrets = secretsOf(transcript);
  const { redactions: _, annotations, cueBlocks, ...rest } = transcript;
  return {
    ...rest,
    speakers: transcript.speakers.map((speaker) =>
      givesAway(speaker.name, secrets) ? { ...speaker, name: redactedText } : speaker,
    ),
    ...(annotations ? { annotations: annotations.map((each) => shownAnnotation(each, { out, secrets })) } : {}),
    ...(cueBlocks ? { cueBlocks: cueBlocks.filter((block) => !tells(block, secrets)) } : {}),
    paragraphs: transcript.paragraphs.map((paragraph) => withoutLooks(redactParagraph(paragraph, out), secrets)),
  };
};

/** A title as it may leave the device: one that says a redacted word would give it away as the name of the file. */
export const shownTitle = (title: string, transcript: Transcript | undefined): string =>
  transcript && isRedacted(transcript) && givesAway(title, secretsOf(transcript)) ? redactedText : title;

const wordsOf = (transcript: Transcript, { words }: Redaction): Word[] => {
  const ids = new Set(words);
  return transcript.paragraphs.flatMap((paragraph) => paragraph.words.filter(({ id }) => ids.has(id)));
};

/** What a redaction hides: as it reads, and as it read before it was typed over or deleted; null where nobody knows. */
export const redactionText = (transcript: Transcript, redaction: Redaction): string | null => {
  const { said = '', gone = [] } = redaction;
  const texts = [paragraphText({ words: wordsOf(transcript, redaction) }), said, ...gone.map(({ text }) => text)];
  const kept: string[] = [];
  for (const text of texts) if (text && !kept.some((other) => other.includes(text))) kept.push(text);
  return kept.length > 0 ? kept.join(' … ') : null;
};

/** From the first to the last moment in which it is said; null where nobody knows. */
export const redactionPlace = (transcript: Transcript, redaction: Redaction): Span | null => {
  const here = spanOf(wordsOf(transcript, redaction));
  const all = [...(here ? [here] : []), ...(redaction.gone ?? []).map(({ at }) => at)];
  if (all.length === 0) return null;
  return { start: Math.min(...all.map(({ start }) => start)), end: Math.max(...all.map(({ end }) => end)) };
};
