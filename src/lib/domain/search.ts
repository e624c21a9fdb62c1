/**
 * Searching the library: what is indexed, what can be asked, what comes back. A passage is a paragraph; a word of it is
 * named by its place, so that a hit can be shown in its context and played.
 */

export type SearchPassage = {
  paragraphId: string;
  /** The speaker's name as shown; empty where nobody knows. */
  speaker: string;
  language: string | null;
  words: readonly string[];
  /** Whether no space stands before the word of the same place. */
  joined: readonly boolean[];
  /** Seconds from the start of the recording, NaN where unknown; a value a word. */
  starts: Float32Array;
};

export type SearchDocument = {
  recordingId: string;
  /** Equal for equal content: tells whether the index is up to date. */
  fingerprint: string;
  title: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  tags: readonly string[];
  passages: readonly SearchPassage[];
};

/** Words that must stand in a passage: alone, at the beginning of a longer word, or one behind the other. */
export type SearchClause = {
  kind: 'word' | 'prefix' | 'phrase';
  words: readonly string[];
  /** True for what must not be there. */
  isExcluded: boolean;
};

export type SearchFilters = {
  speakers: readonly string[];
  tags: readonly string[];
  languages: readonly string[];
  /** Parts of titles; a recording with any of them is meant. */
  titles: readonly string[];
  recordings: readonly string[];
  /** ISO 8601 dates; `before` is not in it. */
  after: string | null;
  before: string | null;
};

export type SearchQuery = { clauses: readonly SearchClause[]; filters: SearchFilters };

/** A passage that answers. `words` is a stretch of it around the first match. */
export type SearchHit = {
  recordingId: string;
  paragraphId: string;
  speaker: string;
  /** Place of `words[0]` in the paragraph. */
  firstWord: number;
  words: readonly { text: string; joined: boolean; isMatch: boolean }[];
  /** The first word that matches, and when it is said; null where no time is known. */
  match: { word: number; startSeconds: number | null };
  /** Greater is better; comparable within one answer only. */
  score: number;
};

export type SearchAnswer = {
  hits: readonly SearchHit[];
  /** Passages that answer, also those not given back. */
  total: number;
  /** Recordings they stand in. */
  recordings: number;
  /** Words searched in the place of those nobody said: what was asked, and what was looked for. */
  corrected: readonly { asked: string; found: readonly string[] }[];
};

/** What a search can be narrowed to, over the whole library, the most frequent first. */
export type SearchFacets = {
  speakers: readonly string[];
  tags: readonly string[];
  languages: readonly string[];
};

export const noFilters: SearchFilters = {
  speakers: [],
  tags: [],
  languages: [],
  titles: [],
  recordings: [],
  after: null,
  before: null,
};

export const noAnswer: SearchAnswer = { hits: [], total: 0, recordings: 0, corrected: [] };
