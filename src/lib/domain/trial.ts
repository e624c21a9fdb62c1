import type { CatalogueEntry } from './model.ts';

/** What the built-in model took on this device: milliseconds for one window's encoding, and for one token. */
export type Trial = { encodeMs: number; tokenMs: number; windowSeconds: number };

/** Tokens of a second of speech, timestamps among them. */
const tokensPerSecond = 3.5;
/** Faster than speech by so much, a model is pleasant to wait for. */
const pleasantFactor = 0.5;

/** Seconds of work for a second of speech with the built-in model. */
export const factorOf = ({ encodeMs, tokenMs, windowSeconds }: Trial): number =>
  (encodeMs / windowSeconds + tokenMs * tokensPerSecond) / 1000;

/**
 * How many times the work of the built-in model a larger one is, on one processor. Measured for the shapes of Whisper tiny
 * (39 million parameters: 2) and base (74: 4.5) with random weights; beyond them drawn out along the same curve.
 */
export const workOf = ({ parametersMillion }: Pick<CatalogueEntry, 'parametersMillion'>): number =>
  Math.max(1, 2 * (parametersMillion / 39) ** 1.27);

/** About how many minutes an hour of speech would take; 0 for less than one. */
export const minutesForAnHour = (trial: Trial, entry: CatalogueEntry): number =>
  Math.round(60 * factorOf(trial) * (entry.source === 'built-in' ? 1 : workOf(entry)));

type Fit = { entry: CatalogueEntry; isPossible: boolean };

/** The largest model that can run here and is done in half the time of the speech; of one size the one of many languages. */
export const recommend = (trial: Trial, fits: readonly Fit[]): CatalogueEntry | undefined => {
  const pleasant = fits.filter(
    ({ entry, isPossible }) => isPossible && minutesForAnHour(trial, entry) <= 60 * pleasantFactor,
  );
  const rank = (entry: CatalogueEntry) => entry.parametersMillion + (entry.languages === 'multilingual' ? 0.5 : 0);
  return pleasant.map(({ entry }) => entry).sort((one, other) => rank(other) - rank(one))[0];
};
