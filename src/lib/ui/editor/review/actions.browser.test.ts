import { afterEach, expect, it } from 'vitest';
import { sessionOn } from '../../../../../tests/fakes/editor-session.ts';
import { sampleParagraph, sampleTranscript } from '../../../../../tests/fakes/samples.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import type { WordPlace } from '$lib/domain/transcript-timeline.ts';
import { Review } from '$lib/state/editor-review.svelte.ts';
import { EditorView } from '$lib/state/editor-view.svelte.ts';
import type { Playback } from '$lib/state/playback.svelte.ts';
import { rangeIn } from '../caret.ts';
import type { EditorParts } from '../parts.ts';
import { fixWord } from './actions.ts';

const paragraph = sampleParagraph('p', ['Good', 'mourning', 'all'], 0);
const words = paragraph.words.map((word, index) => ({ ...word, conf: index === 1 ? 0.3 : 1 }));
const start = sampleTranscript({ paragraphs: [{ ...paragraph, words }] });

afterEach(() => document.body.replaceChildren());

it('K selects the doubtful word, ready to be typed over, and what is typed is no longer doubted', async () => {
  const element = document.createElement('p');
  element.contentEditable = 'plaintext-only';
  element.textContent = paragraphText(start.paragraphs[0]!);
  document.body.append(element);
  const session = sessionOn(start);
  const playback = { seek: () => {}, play: async () => {}, pause: () => {}, seconds: 0, isPlaying: false };
  const review = new Review(session, playback as unknown as Playback);
  const view = new EditorView();
  const column = {
    rangeOf: ({ word }: WordPlace) => (word === 1 ? { element, range: rangeIn(element, 5, 13)! } : null),
    paintFound: () => {},
    caret: () => null,
  };
  const parts = { page: { session, review, view }, column: () => column } as unknown as EditorParts;
  review.open();
  await fixWord(parts);
  expect([view.isEditing, document.activeElement, String(document.getSelection())]).toEqual([
    true,
    element,
    'mourning',
  ]);
  document.execCommand('insertText', false, 'morning');
  session.apply({ kind: 'set-text', paragraph: 'p', text: element.textContent });
  expect(session.transcript!.paragraphs[0]!.words[1]).toMatchObject({
    id: 'p-1',
    text: 'morning',
    conf: 1,
    start: 0.5,
  });
  expect(review.queue).toEqual([]);
  review.dispose();
  session.dispose();
});
