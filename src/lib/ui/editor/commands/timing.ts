import { nudgeEdge, putEdge, type Nudge } from '../word-actions.ts';
import { type Area, canEdit } from './area.ts';

const nudgeSeconds = 0.1;

/** Times of words and paragraphs: what dragging an edge on the waveform does. */
export const timing: Area = ({ page, column }) => {
  const shared = { inText: true, canRepeat: true, when: canEdit(page) };
  const nudge = (of: Nudge['of'], edge: Nudge['edge'], direction: 1 | -1) => () =>
    nudgeEdge(page, column(), { of, edge, bySeconds: direction * nudgeSeconds });
  const put = (edge: Nudge['edge']) => () => putEdge(page, column(), edge);
  const once = { inText: true, when: canEdit(page) };
  return [
    { id: 'editor.startHere', keys: 'Alt+,', ...once, run: put('start') },
    { id: 'editor.endHere', keys: 'Alt+.', ...once, run: put('end') },
    { id: 'editor.startEarlier', keys: 'Alt+Shift+ArrowLeft', ...shared, run: nudge('word', 'start', -1) },
    { id: 'editor.startLater', keys: 'Alt+Shift+ArrowRight', ...shared, run: nudge('word', 'start', 1) },
    { id: 'editor.endEarlier', keys: 'Ctrl+Alt+Shift+ArrowLeft', ...shared, run: nudge('word', 'end', -1) },
    { id: 'editor.endLater', keys: 'Ctrl+Alt+Shift+ArrowRight', ...shared, run: nudge('word', 'end', 1) },
    { id: 'editor.paragraphEarlier', keys: 'Alt+Shift+ArrowUp', ...shared, run: nudge('paragraph', 'start', -1) },
    { id: 'editor.paragraphLater', keys: 'Alt+Shift+ArrowDown', ...shared, run: nudge('paragraph', 'start', 1) },
    { id: 'editor.paragraphEndEarlier', keys: 'Ctrl+Alt+Shift+ArrowUp', ...shared, run: nudge('paragraph', 'end', -1) },
    { id: 'editor.paragraphEndLater', keys: 'Ctrl+Alt+Shift+ArrowDown', ...shared, run: nudge('paragraph', 'end', 1) },
  ];
};
