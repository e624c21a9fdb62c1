import ListChecks from '@lucide/svelte/icons/list-checks';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import { revertParagraph, revertWord } from '$lib/domain/transcript-restore.ts';
import { closeReview, fixWord } from '../review/actions.ts';
import { wordOfKeys } from '../word-actions.ts';
import { type Area, canEdit } from './area.ts';

/** Doubtful words one after the other, and what the machine heard. */
export const reviewing: Area = (parts) => {
  const { page, column } = parts;
  const { review, session, view } = page;
  const when = () => session.transcript !== null;
  const inQueue = () => review.isOpen && review.current !== null;
  const toggle = () => (review.isOpen ? closeReview(parts) : review.open());
  const revert = (isWord: boolean) => async () => {
    const machine = await page.readMachine();
    const { transcript } = session;
    if (!transcript || !machine) return;
    const word = isWord ? wordOfKeys(page, column()) : null;
    const paragraph = view.activeParagraph ?? '';
    const edit = word ? revertWord(transcript, machine, word.id) : revertParagraph(transcript, machine, paragraph);
    if (edit && (word || !isWord)) session.apply(edit);
  };
  const canRevert = () => canEdit(page)() && page.newer.hasMachine;
  return [
    { id: 'editor.review', icon: ListChecks, keys: 'F7', inText: true, when, run: toggle },
    { id: 'editor.reviewAccept', keys: 'J', when: () => inQueue() && canEdit(page)(), run: () => review.accept() },
    { id: 'editor.reviewFix', keys: 'K', when: () => inQueue() && canEdit(page)(), run: () => fixWord(parts) },
    { id: 'editor.reviewNext', keys: 'Alt+ArrowDown', inText: true, when: inQueue, run: () => review.step(1) },
    { id: 'editor.reviewPrevious', keys: 'Alt+ArrowUp', inText: true, when: inQueue, run: () => review.step(-1) },
    { id: 'editor.reviewPlay', keys: 'L', when: inQueue, run: () => review.play() },
    { id: 'editor.revertWord', icon: RotateCcw, keys: 'Ctrl+Alt+Z', inText: true, when: canRevert, run: revert(true) },
    { id: 'editor.revertParagraph', inText: true, when: canRevert, run: revert(false) },
  ];
};
