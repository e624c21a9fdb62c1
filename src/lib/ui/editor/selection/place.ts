type Box = { left: number; top: number; right: number; bottom: number };

/** All in pixels of the window. */
export type Around = {
  /** First and last line of what is selected. */
  first: Box;
  last: Box;
  /** Where the bar may stand, from side to side. */
  area: Pick<Box, 'left' | 'right'>;
  /** What is seen between the bars at top and bottom. */
  visible: { top: number; bottom: number };
  /** A finger's handles hang below the text, and the browser's own menu lies above it. */
  isTouch: boolean;
};

const gapPx = 6;
const handlePx = 28;

const between = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/** Where a bar stands beside what is selected: above it, or below with a finger; the other side where there is no room. */
export const placeBar = (bar: { width: number; height: number }, around: Around): { left: number; top: number } => {
  const { first, last, area, visible, isTouch } = around;
  const highest = visible.top + gapPx;
  const lowest = visible.bottom - bar.height - gapPx;
  const above = first.top - bar.height - gapPx;
  const below = last.bottom + (isTouch ? handlePx : gapPx);
  const fits = { above: above >= highest && above <= lowest, below: below <= lowest && below >= highest };
  const isBelow = isTouch ? fits.below || !fits.above : fits.below && !fits.above;
  const line = isBelow ? last : first;
  const middle = (line.left + line.right) / 2 - bar.width / 2;
  return {
    left: between(middle, area.left, Math.max(area.left, area.right - bar.width)),
    top: between(isBelow ? below : above, highest, Math.max(highest, lowest)),
  };
};
