import type { CaptionStyle } from '$lib/domain/edited-media.ts';
import type { Cue } from '$lib/domain/cues.ts';

/** Height of the letters as a share of the picture's. */
export const lineShare = { small: 0.04, medium: 0.055, large: 0.075 } as const satisfies Record<
  CaptionStyle['size'],
  number
>;
/** From the edges of the picture, as players keep free. */
const marginShare = 0.06;
const lineHeight = 1.4;
/** Lines are broken anew where they would be wider than this share of the picture. */
const widthShare = 0.9;

export type PlacedWord = { text: string; x: number; y: number; width: number; start: number; end: number };

export type CaptionRoom = {
  width: number;
  height: number;
  fontPixels: number;
  place: CaptionStyle['place'];
  /** Width of a text in pixels. */
  measure(text: string): number;
};

type Timed = Cue['words'][number];

/** The words of each line as the cue breaks them: their letters follow one another. */
const wordsByLine = ({ lines, words }: Cue): Timed[][] => {
  const rest = [...words];
  const plain = (text: string) => text.replace(/\s/gu, '').length;
  return lines.map((line, index) => {
    const taken: Timed[] = [];
    let left = plain(line);
    while (rest.length > 0 && (left > 0 || index === lines.length - 1)) {
      const word = rest.shift()!;
      left -= plain(word.text);
      taken.push(word);
    }
    return taken;
  });
};

const lineText = (words: readonly Timed[]): string =>
  words.map((word, index) => (index > 0 && !word.joined ? ' ' : '') + word.text).join('');

/** Breaks a line that is too wide for a narrow picture, and so on until each fits or is one word. */
const fit = (words: readonly Timed[], most: number, measure: CaptionRoom['measure']): Timed[][] => {
  const lines: Timed[][] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last && measure(lineText([...last, word])) <= most) last.push(word);
    else lines.push([word]);
  }
  return lines;
};

/** Where each word of a cue stands in the picture: lines centred, one below the other. */
export const layOut = (cue: Cue, room: CaptionRoom): PlacedWord[] => {
  const { width, height, fontPixels, place, measure } = room;
  const lines = wordsByLine(cue)
    .flatMap((words) => fit(words, width * widthShare, measure))
    .filter((words) => words.length > 0);
  const pitch = fontPixels * lineHeight;
  const block = pitch * lines.length;
  const margin = height * marginShare;
  const top = { top: margin, middle: (height - block) / 2, bottom: height - margin - block }[place];
  return lines.flatMap((words, line) => {
    const left = (width - measure(lineText(words))) / 2;
    return words.map((word, index) => {
      const before = lineText(words.slice(0, index));
      const space = index > 0 && !word.joined ? ' ' : '';
      const x = left + measure(before + space);
      return {
        text: word.text,
        x,
        y: top + pitch * (line + 0.5),
        width: measure(word.text),
        start: word.start,
        end: word.end,
      };
    });
  });
};
