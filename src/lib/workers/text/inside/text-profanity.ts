import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';

/** A chunk of its own, for it holds the list. */
export const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
