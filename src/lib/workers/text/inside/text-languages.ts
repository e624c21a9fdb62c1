import { detectAll } from 'tinyld';
import type { PassageLanguage } from '$lib/domain/analysis.ts';
import { placeOf } from '$lib/domain/sentences.ts';
import { paragraphText, type Paragraph } from '$lib/domain/transcript.ts';

/** Shorter texts are anybody's guess. */
const fewestLetters = 20;
/** A language other than the one around it must be this much likelier. */
const lead = 1.5;

/** ISO 639-1 of a text, or null for one too short to tell. `usual` is taken where another is hardly likelier. */
export const languageOf = (text: string, usual: string | null): string | null => {
  if ((text.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return null;
  const [first, ...others] = detectAll(text);
  if (!first) return null;
  const known = others.find(({ lang }) => lang === usual);
  return known && first.accuracy < known.accuracy * lead ? known.lang : first.lang;
};

/** Stretches of the transcript in one language, each with its share of all letters. Short paragraphs go with those before. */
export const languagesOf = (paragraphs: readonly Paragraph[], usual: string | null): PassageLanguage[] => {
  const spoken = paragraphs.filter(({ words }) => words.length > 0);
  const texts = spoken.map(paragraphText);
  const total = texts.reduce((sum, text) => sum + text.length, 0) || 1;
  const passages: PassageLanguage[] = [];
  spoken.forEach((paragraph, index) => {
    const last = passages.at(-1);
    const language = languageOf(texts[index]!, usual) ?? last?.language ?? usual;
    const share = texts[index]!.length / total;
    if (language === null) return;
    if (last?.language === language) last.share += share;
    else passages.push({ language, share, place: placeOf(paragraph.id, paragraph.words) });
  });
  return passages;
};
