import { nudgeWord } from '../word-actions.ts';
import { type Area, canEdit } from './area.ts';

const nudgeSeconds = 0.1;

/** Times of words. */
export const timing: Area = ({ page, column }) => {
  const shared = { inText: true, canRepeat: true, when: canEdit(page) };
  const nudge = (edge: 'start' | 'end', by: number) => () => nudgeWord(page, column(), edge, by);
  return [
    { id: 'editor.startEarlier', keys: 'Alt+Shift+ArrowLeft', ...shared, run: nudge('start', -nudgeSeconds) },
    { id: 'editor.startLater', keys: 'Alt+Shift+ArrowRight', ...shared, run: nudge('start', nudgeSeconds) },
    { id: 'editor.endEarlier', keys: 'Ctrl+Alt+Shift+ArrowLeft', ...shared, run: nudge('end', -nudgeSeconds) },
    { id: 'editor.endLater', keys: 'Ctrl+Alt+Shift+ArrowRight', ...shared, run: nudge('end', nudgeSeconds) },
  ];
};
