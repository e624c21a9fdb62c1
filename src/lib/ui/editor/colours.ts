import type { Speaker } from '$lib/domain/transcript.ts';

const colours = 8;

/** Number of a speaker's colour, 1…8, by the order in which speakers were named. Always shown with the name. */
export const colourOf = (speakers: readonly Speaker[], id: string | null): number => {
  const at = speakers.findIndex((speaker) => speaker.id === id);
  return (Math.max(0, at) % colours) + 1;
};
