import vader from 'vader-sentiment';

/** VADER's own bounds (Hutto and Gilbert 2014): at least this far from zero is positive or negative. */
export const neutralUntil = 0.05;

/** VADER's compound score of an English sentence, -1…1. */
export const sentimentOf = (text: string): number => vader.SentimentIntensityAnalyzer.polarity_scores(text).compound;
