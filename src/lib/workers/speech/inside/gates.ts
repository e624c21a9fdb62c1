/** Limits of openai/whisper's transcribe(): beyond them an attempt is made again, hotter. */
export const gates = {
  temperatures: [0, 0.2, 0.4, 0.6, 0.8, 1],
  compressionRatio: 2.4,
  averageLogProbability: -1,
  noSpeechProbability: 0.6,
} as const;

/** UTF-8 bytes over their zlib size: high for text that repeats itself. 0 for no text. */
export const compressionRatio = async (text: string): Promise<number> => {
  if (text === '') return 0;
  const bytes = new TextEncoder().encode(text);
  const squeezed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return bytes.length / (await new Response(squeezed).arrayBuffer()).byteLength;
};

/**
 * Length of the run at the end of `tokens` that only repeats what came before: some 1 to 24 tokens at least four times
 * over and at least 12 tokens in all. The first round counts as speech; 0 when there is no loop.
 */
export const loopLength = (tokens: readonly number[]): number => {
  for (let period = 1; period <= Math.min(24, tokens.length / 4); period++) {
    let run = 0;
    while (run < tokens.length - period && tokens[tokens.length - 1 - run] === tokens[tokens.length - 1 - run - period])
      run++;
    if (run >= 3 * period && run + period >= 12) return run;
  }
  return 0;
};

/** How one attempt at a window came out. */
export type Outcome = { averageLogProbability: number; compressionRatio: number; hasLoop: boolean };

export type Verdict = 'accepted' | 'unlikely' | 'repetitive';

/** Unlikely text over what is probably no speech is not worth another try: it will be dropped (`isSilence`). */
export const judge = (outcome: Outcome, noSpeechProbability: number): Verdict => {
  if (outcome.hasLoop || outcome.compressionRatio > gates.compressionRatio) return 'repetitive';
  if (outcome.averageLogProbability >= gates.averageLogProbability) return 'accepted';
  return noSpeechProbability > gates.noSpeechProbability ? 'accepted' : 'unlikely';
};

export const isSilence = (outcome: Outcome, noSpeechProbability: number): boolean =>
  noSpeechProbability > gates.noSpeechProbability && outcome.averageLogProbability < gates.averageLogProbability;

/** Of two failed attempts the one without loops, then the likelier. */
export const isBetter = (one: Outcome, other: Outcome): boolean => {
  const loops = (outcome: Outcome) => outcome.hasLoop || outcome.compressionRatio > gates.compressionRatio;
  if (loops(one) !== loops(other)) return loops(other);
  return one.averageLogProbability > other.averageLogProbability;
};
