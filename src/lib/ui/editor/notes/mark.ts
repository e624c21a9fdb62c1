import type { Annotation } from '$lib/domain/transcript-marks.ts';
import type { Stretch } from '../text-map.ts';

const known = new WeakMap<readonly Annotation[], ReadonlyMap<string, Annotation['colour']>>();

/** Which colour each annotated word has; the newest annotation lies on top. */
export const coloursOf = (annotations: readonly Annotation[] = []): ReadonlyMap<string, Annotation['colour']> => {
  const found = known.get(annotations);
  if (found) return found;
  const colours = new Map(annotations.flatMap(({ words, colour }) => words.map((id) => [id, colour] as const)));
  known.set(annotations, colours);
  return colours;
};

/** Neighbouring stretches that are wanted as one, spaces between them included. */
export const runsOf = (stretches: readonly (Stretch | null)[], isWanted: (index: number) => boolean): Stretch[] => {
  const runs: Stretch[] = [];
  let isOpen = false;
  stretches.forEach((stretch, index) => {
    const isIn = stretch !== null && isWanted(index);
    if (isIn && isOpen) runs[runs.length - 1] = { start: runs.at(-1)!.start, end: stretch.end };
    else if (isIn) runs.push(stretch);
    isOpen = isIn;
  });
  return runs;
};
