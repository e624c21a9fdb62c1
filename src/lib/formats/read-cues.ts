import { newId } from '$lib/core/ids.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import type { Paragraph, Speaker, Word } from '$lib/domain/transcript.ts';
import type { ImportedTranscript } from './format.ts';
import { shareTime, withSoundTimes } from './imported.ts';

/** One cue as a file tells it; `pieces` are its text cut at the times inside it. */
export type FileCue = { start: number; end: number; speaker: string | null; pieces: FilePiece[]; settings?: string };
/** `marks`: where in the text, in UTF-16 units, which spans begin to hold, see `Word.markup`. */
export type FilePiece = { start: number; text: string; marks?: { at: number; markup: string }[] };

/** Scripts that put no space between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff01-\uff5e]/u;
export const joins = (before: string, after: string): boolean =>
  unspaced.test(before.at(-1) ?? '') && unspaced.test(after[0] ?? '');

/** Silence that ends a paragraph. */
const paragraphPauseSeconds = 2;

/** Lines of a cue as one: with a space, unless its script has none. */
export const joinLines = (lines: readonly string[]): string =>
  lines.map(cleanText).reduce((text, line) => text + (text === '' || joins(text, line) ? '' : ' ') + line, '');

const toWord = (text: string, start: number, end: number): Word => ({
  id: newId(),
  text,
  start,
  end,
  conf: null,
  confTime: null,
  origin: 'machine',
});

/** Words of a piece get the spans that hold where they begin. */
const markWords = (words: readonly Word[], { text, marks }: FilePiece): void => {
  if (!marks) return;
  let at = 0;
  for (const word of words) {
    at = Math.max(at, text.indexOf(word.text, at));
    const { markup } = marks.findLast((mark) => mark.at <= at) ?? {};
    if (markup) word.markup = markup;
    at += word.text.length;
  }
};

const wordsOf = (cue: FileCue): Word[] =>
  cue.pieces.flatMap((piece, index) => {
    const said = shareTime(piece.text, piece.start, cue.pieces[index + 1]?.start ?? cue.end);
    const words = said.map(({ text, start, end }) => toWord(text, start!, end!));
    markWords(words, piece);
    const before = cue.pieces[index - 1]?.text;
    // Two pieces that touch are one run of text, cut only by a time.
    if (words[0] && before && !/\s$/u.test(before) && !/^\s/u.test(piece.text)) words[0].joined = true;
    return words;
  });

/** The cues as paragraphs: a new one where somebody else speaks, after two seconds of silence, or where cues stand elsewhere. */
export const fromCues = (cues: readonly FileCue[]): ImportedTranscript => {
  const speakers: Speaker[] = [];
  const ids = new Map<string, string>();
  const idOf = (name: string | null): string | null => {
    if (name === null) return null;
    const id = ids.get(name) ?? newId();
    if (!ids.has(name)) speakers.push({ id, name });
    ids.set(name, id);
    return id;
  };
  const paragraphs: Paragraph[] = [];
  let until = -Infinity;
  for (const cue of cues) {
    const words = wordsOf(cue);
    const speaker = idOf(cue.speaker);
    const last = paragraphs.at(-1);
    const isNear = cue.start - until < paragraphPauseSeconds;
    const continues = last && last.speaker === speaker && last.cueSettings === cue.settings && isNear;
    const before = last?.words.at(-1);
    if (continues && words[0] && before && joins(before.text, words[0].text)) words[0].joined = true;
    if (continues) for (const word of words) last.words.push(word);
    else if (words.length > 0) {
      const looks = cue.settings ? { cueSettings: cue.settings } : {};
      paragraphs.push({ id: newId(), speaker, language: null, ...looks, words });
    }
    until = cue.end;
  }
  return withSoundTimes({ language: null, speakers, paragraphs });
};
