import { cleanText } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';

/** Name of a speaker on one line, or null where nobody named them. */
export const speakerName = (transcript: Pick<Transcript, 'speakers'>, id: string | null): string | null => {
  const name = cleanText(transcript.speakers.find((speaker) => speaker.id === id)?.name ?? '');
  return name === '' ? null : name;
};
