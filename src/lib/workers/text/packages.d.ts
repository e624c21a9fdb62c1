declare module 'vader-sentiment' {
  const vader: {
    SentimentIntensityAnalyzer: {
      polarity_scores(text: string): { neg: number; neu: number; pos: number; compound: number };
    };
  };
  export default vader;
}

declare module 'nspell' {
  type Spell = { correct(word: string): boolean; suggest(word: string): string[]; add(word: string): Spell };
  export default function nspell(aff: string, dic: string): Spell;
}
