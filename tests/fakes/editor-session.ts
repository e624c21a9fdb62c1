import { EditorSession } from '../../src/lib/state/editor.svelte.ts';
import type { Transcript } from '../../src/lib/domain/transcript.ts';

/** A session on a transcript that is always there, and whose saves are always taken. */
export const sessionOn = (transcript: Transcript): EditorSession =>
  new EditorSession(
    {
      watch: () => ({ subscribe: (tell) => (tell(transcript), { unsubscribe: () => {} }) }),
      save: async () => {},
      claim: async () => 1,
      history: async () => undefined,
      find: async () => transcript,
    },
    'recording-1',
  );
