/** A stretch between two timestamps: tokens `from` up to `to` of the attempt, times in seconds of the window. */
export type TokenSegment = { from: number; to: number; start: number; end: number; isClosed: boolean };

export const secondsPerTimestamp = 0.02;

/** Cuts tokens at their timestamps. Text that nothing closes runs to the end of the window. */
export const cutSegments = (
  tokens: readonly number[],
  timestampBegin: number,
  windowSeconds: number,
): TokenSegment[] => {
  const segments: TokenSegment[] = [];
  let start = 0;
  let from = -1;
  const close = (to: number, end: number, isClosed: boolean) => {
    if (from >= 0) segments.push({ from, to, start, end: Math.max(end, start), isClosed });
    from = -1;
  };
  tokens.forEach((token, index) => {
    if (token < timestampBegin) {
      if (from < 0) from = index;
      return;
    }
    const time = Math.min(windowSeconds, (token - timestampBegin) * secondsPerTimestamp);
    close(index, time, true);
    start = time;
  });
  close(tokens.length, windowSeconds, false);
  return segments;
};
