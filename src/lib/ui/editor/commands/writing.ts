import Pencil from '@lucide/svelte/icons/pencil';
import Redo2 from '@lucide/svelte/icons/redo-2';
import Save from '@lucide/svelte/icons/save';
import Undo2 from '@lucide/svelte/icons/undo-2';
import { turnBack } from '../turn-back.ts';
import { insertTimestamp } from '../word-actions.ts';
import { type Area, canEdit } from './area.ts';

/** Editing the text. */
export const writing: Area = ({ page, column }) => {
  const { session, view } = page;
  const when = canEdit(page);
  const canBegin = () => when() && !view.isEditing;
  // A field has a history of its own.
  const held = { inText: 'page', canRepeat: true } as const;
  const undo = { icon: Undo2, keys: 'Ctrl+Z', ...held, when: () => session.canUndo };
  const redo = { icon: Redo2, keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], ...held, when: () => session.canRedo };
  const stamp = () => insertTimestamp(page, column());
  return [
    { id: 'editor.edit', icon: Pencil, keys: ['E', 'F2'], when: canBegin, run: () => view.edit() },
    { id: 'editor.read', when: () => view.isEditing, run: () => view.read() },
    { id: 'editor.undo', ...undo, run: () => turnBack(session, column(), 'undo') },
    { id: 'editor.redo', ...redo, run: () => turnBack(session, column(), 'redo') },
    { id: 'editor.save', icon: Save, keys: 'Ctrl+S', inText: true, when, run: () => void (view.isNaming = true) },
    { id: 'editor.timestamp', keys: 'Ctrl+J', inText: true, when: () => view.isEditing, run: stamp },
  ];
};
