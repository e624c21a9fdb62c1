import Highlighter from '@lucide/svelte/icons/highlighter';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import { annotateSelection } from '../notes/annotate.ts';
import { type Area, canEdit } from './area.ts';

/** Highlights and notes on words. */
export const noting: Area = (parts) => {
  const when = canEdit(parts.page);
  const add = (kind: 'highlight' | 'note') => () => annotateSelection(parts, kind);
  return [
    { id: 'editor.highlight', icon: Highlighter, keys: 'Ctrl+Shift+H', inText: true, when, run: add('highlight') },
    { id: 'editor.note', icon: StickyNote, keys: 'Ctrl+Shift+M', inText: true, when, run: add('note') },
  ];
};
