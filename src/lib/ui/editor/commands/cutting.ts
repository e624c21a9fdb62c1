import FileVideo from '@lucide/svelte/icons/file-video';
import Scissors from '@lucide/svelte/icons/scissors';
import { hasChosen, toggleChosen } from '../cut/choose.ts';
import { type Area, canEdit } from './area.ts';

/** Leaving sound out, and taking it in again. */
export const cutting: Area = ({ page, column, useSelection }) => {
  const { cutting: cuts, playback } = page;
  const when = canEdit(page);
  const isCut = () => cuts.list !== null;
  const isSelected = () => (column()?.selectedWords().length ?? 0) > 0;
  return [
    { id: 'editor.selectionTools', keys: 'Alt+F10', inText: true, when: isSelected, run: useSelection },
    { id: 'editor.cut', icon: Scissors, keys: 'Alt+X', inText: true, when, run: () => toggleChosen(page, column()) },
    {
      id: 'editor.cutSelection',
      keys: ['Delete', 'Backspace'],
      when: () => when() && hasChosen(page, column()),
      run: () => toggleChosen(page, column()),
    },
    { id: 'editor.playsCut', when: isCut, run: () => playback.setPlaysCut(!playback.playsCut) },
    { id: 'editor.restoreAll', when: () => when() && isCut(), run: () => void cuts.restoreAll() },
    {
      id: 'editor.exportMedia',
      icon: FileVideo,
      keys: 'Ctrl+Shift+E',
      inText: true,
      when: () => page.session.transcript !== null,
      run: () => void (page.view.isExportingMedia = true),
    },
    { id: 'editor.tidy', when, run: () => page.view.inspect('cut') },
  ];
};
