import type { Transcript, Word } from './transcript.ts';
import { normaliseWord } from './transcript-words.ts';

/**
 * Sounds and words people say while they look for the next one, by language. `sounds` are no words of the language and
 * can go by themselves; `phrases` have a meaning too, so they are offered and never chosen for the person.
 */
type FillerList = { sounds: readonly string[]; phrases: readonly string[] };

const lists: Readonly<Record<string, FillerList>> = {
  en: {
    sounds: ['um', 'umm', 'uhm', 'uh', 'uhh', 'er', 'erm', 'ah', 'ahem', 'hm', 'hmm', 'mm', 'mmm', 'mhm', 'eh'],
    phrases: ['you know', 'i mean', 'sort of', 'kind of', 'basically', 'actually', 'literally', 'like', 'well', 'so'],
  },
  de: {
    sounds: ['äh', 'ähm', 'öh', 'öhm', 'hm', 'hmm', 'mhm', 'ehm', 'em'],
    phrases: ['sozusagen', 'quasi', 'irgendwie', 'halt', 'eben', 'also', 'na ja', 'ich sag mal'],
  },
  fr: {
    sounds: ['euh', 'heu', 'hum', 'hmm', 'ben', 'bah'],
    phrases: ['en fait', 'du coup', 'tu vois', 'vous voyez', 'genre', 'quoi', 'voilà', 'enfin'],
  },
  es: {
    sounds: ['eh', 'ehm', 'em', 'mmm', 'hmm', 'ah'],
    phrases: ['este', 'o sea', 'pues', 'bueno', 'digamos', 'sabes', 'es decir'],
  },
  it: {
    sounds: ['ehm', 'eh', 'uhm', 'mmm', 'mah', 'boh'],
    phrases: ['cioè', 'allora', 'tipo', 'praticamente', 'diciamo', 'insomma'],
  },
  pt: { sounds: ['hã', 'hum', 'éh', 'ahn', 'mmm'], phrases: ['tipo', 'né', 'então', 'quer dizer', 'sabe', 'pronto'] },
  nl: { sounds: ['eh', 'ehm', 'uh', 'uhm', 'hmm', 'euh'], phrases: ['zeg maar', 'weet je', 'eigenlijk', 'nou'] },
  pl: { sounds: ['yyy', 'eee', 'mmm', 'hmm', 'ehm'], phrases: ['no', 'tak jakby', 'wiesz', 'znaczy'] },
  sv: { sounds: ['öh', 'öhm', 'eh', 'ehm', 'hmm'], phrases: ['liksom', 'typ', 'alltså', 'asså'] },
  tr: { sounds: ['ııı', 'eee', 'hmm', 'şey'], phrases: ['yani', 'işte', 'hani'] },
  ru: { sounds: ['э', 'ээ', 'эм', 'эмм', 'мм', 'хм', 'гм'], phrases: ['ну', 'как бы', 'типа', 'короче', 'в общем'] },
  ja: {
    sounds: ['えっと', 'えーと', 'えー', 'あのー', 'うーん', 'ええと'],
    phrases: ['あの', 'その', 'まあ', 'なんか'],
  },
  zh: { sounds: ['呃', '嗯', '啊', '额'], phrases: ['那个', '这个', '就是', '然后'] },
};

export const fillerLanguages = Object.keys(lists);

/** The list of a language, or of English where there is none: its sounds are understood most widely. */
const listOf = (language: string | null): FillerList => lists[language ?? 'en'] ?? lists['en']!;

export type Filler = {
  /** Ids of its words. */
  words: readonly string[];
  text: string;
  /** Null where nobody timed it. */
  start: number | null;
  /** True for a mere sound: chosen unless the person says no. */
  isSound: boolean;
  before: string;
  after: string;
};

const contextWords = 3;

type Phrase = { words: readonly string[]; isSound: boolean };

/** Longest first, so that "you know" is one filler. */
const phrasesOf = ({ sounds, phrases }: FillerList): Phrase[] =>
  [
    ...sounds.map((text) => ({ words: [text], isSound: true })),
    ...phrases.map((text) => ({ words: text.split(' '), isSound: false })),
  ].sort((a, b) => b.words.length - a.words.length);

const textOf = (words: readonly Word[]): string =>
  words.map((word, index) => (index > 0 && !word.joined ? ' ' : '') + word.text).join('');

/** Letters drawn out ("ummmm") count as the sound said short, where that is one. */
const shortened = (word: string): string => word.replace(/(\p{L})\1{2,}/gu, '$1$1');

const matchAt = (words: readonly string[], index: number, phrases: readonly Phrase[]): Phrase | undefined =>
  phrases.find((phrase) =>
    phrase.words.every(
      (word, offset) => words[index + offset] === word || shortened(words[index + offset] ?? '') === word,
    ),
  );

/** Every filler that is not cut yet, in reading order; the language is that of the paragraph, else of the transcript. */
export const findFillers = (transcript: Transcript): Filler[] =>
  transcript.paragraphs.flatMap(({ words, language }) => {
    const phrases = phrasesOf(listOf(language ?? transcript.language));
    const plain = words.map((word) => normaliseWord(word.text));
    const found: Filler[] = [];
    for (let index = 0; index < words.length; index += 1) {
      const phrase = matchAt(plain, index, phrases);
      if (!phrase) continue;
      const last = index + phrase.words.length;
      const here = words.slice(index, last);
      if (!here.some((word) => word.cut)) {
        found.push({
          words: here.map(({ id }) => id),
          text: textOf(here),
          start: here[0]!.start,
          isSound: phrase.isSound,
          before: textOf(words.slice(Math.max(0, index - contextWords), index)),
          after: textOf(words.slice(last, last + contextWords)),
        });
      }
      index = last - 1;
    }
    return found;
  });
