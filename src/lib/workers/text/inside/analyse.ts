import { deliveryOf } from '$lib/domain/analysis/delivery.ts';
import type { Analysis, AnalysedSentence, Chapter, KeyPhrase } from '$lib/domain/analysis.ts';
import { sentencesOf, type Sentence } from '$lib/domain/sentences.ts';
import { normaliseWord } from '$lib/domain/transcript-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { isAction } from './actions.ts';
import { boundariesOf } from './chapters.ts';
import { loadEnglish, type Term } from './english.ts';
import { entitiesOf } from './entities.ts';
import { keyPhrasesOf } from './key-phrases.ts';

import { isQuestion } from './questions.ts';
import { readabilityOf, vocabularyOf } from './readability.ts';
import { cueWeight, summaryOf } from './summary.ts';
import { countOf } from './vectors.ts';

const titleCharacters = 60;

/** What was read of each sentence: in English with parts of speech, elsewhere its words only. */
type Read = { terms: readonly Term[] | null; content: readonly string[] };

const wordsOf = ({ words }: Sentence): string[] => words.map(({ text }) => normaliseWord(text));

/** Words of other languages that carry the subject: those that are not among the most frequent of the text. */
const plainContent = (sentences: readonly Sentence[]): string[][] => {
  const words = sentences.map(wordsOf);
  const counts = countOf(words.flat());
  const common = words.flat().length / 100;
  return words.map((list) => list.filter((word) => word.length > 3 && (counts.get(word) ?? 0) <= Math.max(3, common)));
};

const readAll = async (sentences: readonly Sentence[], isEnglish: boolean): Promise<Read[]> => {
  if (!isEnglish) return plainContent(sentences).map((content) => ({ terms: null, content }));
  const english = await loadEnglish();
  return sentences.map(({ text }) => {
    const terms = english.terms(text);
    return { terms, content: terms.filter(({ isStop }) => !isStop).map(({ stem }) => stem) };
  });
};

const cut = (text: string): string =>
  text.length <= titleCharacters ? text : `${text.slice(0, titleCharacters).replace(/\s+\S*$/u, '')}…`;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The two phrases that stand out most in a chapter against the rest; its first sentence where there are none. */
const titleOf = (inside: readonly KeyPhrase[], all: readonly KeyPhrase[], first: string): string => {
  const whole = new Map(all.map(({ text, places }) => [text, places.length]));
  const own = inside
    .map((phrase) => ({ ...phrase, share: phrase.places.length / (whole.get(phrase.text) ?? phrase.places.length) }))
    .sort((a, b) => b.score * b.share - a.score * a.share)
    .slice(0, 2)
    .map(({ text }) => text);
  return capitalised(cut(own.length > 0 ? own.join(', ') : first));
};

const chaptersOf = (sentences: readonly Sentence[], read: readonly Read[], all: readonly KeyPhrase[]): Chapter[] => {
  const starts = boundariesOf(read.map(({ content }) => content));
  return starts.map((from, index) => {
    const until = starts[index + 1] ?? sentences.length;
    const terms = read.slice(from, until).map((each) => each.terms ?? []);
    const inside = keyPhrasesOf(sentences.slice(from, until), terms);
    const { place, text } = sentences[from]!;
    return { title: titleOf(inside, all, text), start: place.start, firstSentence: from };
  });
};

const judge = async (sentences: readonly Sentence[], isEnglish: boolean): Promise<AnalysedSentence[]> => {
  const scoreOf = isEnglish ? (await import('./text-sentiment.ts')).sentimentOf : () => null;
  return sentences.map(({ text, speaker, place }) => ({
    ...{ text, speaker, place },
    sentiment: scoreOf(text),
    isQuestion: isQuestion(text, isEnglish),
    isAction: isEnglish && isAction(text),
  }));
};

/** A sentence that stands for others says something: no question. */
const weightOf = ({ text, isQuestion: asks }: AnalysedSentence, isEnglish: boolean): number =>
  (asks ? 0.6 : 1) * (isEnglish ? cueWeight(text) : 1);

/** Everything a transcript tells. The signal is looked at between the parts. */
export const analyse = async (transcript: Transcript, signal: AbortSignal): Promise<Analysis> => {
  const sentences = sentencesOf(transcript);
  const { languagesOf } = await import('./text-languages.ts');
  const languages = languagesOf(transcript.paragraphs, transcript.language);
  const language = languages.toSorted((a, b) => b.share - a.share)[0]?.language ?? transcript.language;
  const isEnglish = language === 'en';
  const read = await readAll(sentences, isEnglish);
  signal.throwIfAborted();
  const judged = await judge(sentences, isEnglish);
  const content = read.map((each) => each.content);
  signal.throwIfAborted();
  const keyPhrases = isEnglish
    ? keyPhrasesOf(
        sentences,
        read.map(({ terms }) => terms ?? []),
      )
    : null;
  const entities = isEnglish ? await entitiesOf((await import('./text-compromise.ts')).nlp, sentences, signal) : null;
  signal.throwIfAborted();
  const questions = countOf(judged.filter((each) => each.isQuestion).map(({ speaker }) => speaker ?? ''));
  const asked = new Map([...questions].map(([speaker, count]) => [speaker === '' ? null : speaker, count]));
  return {
    revision: transcript.revision,
    language,
    sentences: judged,
    summary: summaryOf(content, (index) => weightOf(judged[index]!, isEnglish)),
    chapters: chaptersOf(sentences, read, keyPhrases ?? []),
    keyPhrases,
    entities,
    languages,
    readability: isEnglish ? readabilityOf(sentences.map(wordsOf)) : null,
    vocabulary: vocabularyOf(sentences.flatMap(wordsOf), shownContent(sentences, read), content.flat()),
    delivery: deliveryOf(transcript, asked),
  };
};

const shownContent = (sentences: readonly Sentence[], read: readonly Read[]): string[] =>
  read.flatMap(({ terms, content }, index) =>
    sentences[index] && terms ? terms.filter(({ isStop }) => !isStop).map(({ lower }) => lower) : content,
  );
