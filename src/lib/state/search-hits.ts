import type { Recording } from '$lib/domain/recording.ts';
import type { SearchHit } from '$lib/domain/search.ts';

/** Passages of one recording that answer, the best first. */
export type SearchGroup = { recording: Recording; hits: readonly SearchHit[] };

/** Where a hit opens: at its word, in its paragraph, and playing. Behind `#`, which no browser sends to a server. */
export const hitAddress = ({ recordingId, paragraphId, match }: SearchHit): string => {
  const place = new URLSearchParams({ paragraph: paragraphId, word: String(match.word), play: '1' });
  if (match.startSeconds !== null) place.set('at', match.startSeconds.toFixed(3));
  return `/recordings/${recordingId}#${place}`;
};

/** The library, searched for this; a space at its end says that the last word is whole. */
export const searchAddress = (query: string): string => `/#${new URLSearchParams({ q: query })}`;

/** What an address asks the library; null where it asks nothing. */
export const askedIn = (fragment: string): string | null => new URLSearchParams(fragment.replace(/^#/, '')).get('q');

/** The hits by recording, in the order of each one's best. Recordings that are gone are left out. */
export const groupHits = (hits: readonly SearchHit[], recordings: readonly Recording[]): SearchGroup[] => {
  const byId = new Map(recordings.map((recording) => [recording.id, recording]));
  const groups = new Map<string, SearchHit[]>();
  for (const hit of hits) groups.set(hit.recordingId, [...(groups.get(hit.recordingId) ?? []), hit]);
  return [...groups].flatMap(([id, found]) => {
    const recording = byId.get(id);
    return recording ? [{ recording, hits: found }] : [];
  });
};
