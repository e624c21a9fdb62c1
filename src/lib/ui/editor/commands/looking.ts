import Captions from '@lucide/svelte/icons/captions';
import Download from '@lucide/svelte/icons/download';
import Search from '@lucide/svelte/icons/search';
import SpellCheck from '@lucide/svelte/icons/spell-check';
import { showDoubt } from '../doubts.ts';
import type { Area } from './area.ts';

/** Finding one's way, and what is opened from here. */
export const looking: Area = ({ page, column, jump }) => {
  const { session, view, find } = page;
  const when = () => session.transcript !== null;
  const inText = { inText: true, when };
  const step = (direction: 1 | -1) => () => (view.isFinding ? find.step(direction) : view.find());
  const doubt = (direction: 1 | -1) => () => showDoubt(page, column(), direction);
  const mark = () => void (view.showsConfidence = !view.showsConfidence);
  const openExport = () => void (view.isExporting = true);
  return [
    { id: 'editor.find', icon: Search, keys: 'Ctrl+F', ...inText, run: () => view.find() },
    { id: 'editor.replace', keys: 'Ctrl+H', ...inText, run: () => view.find(true) },
    {
      id: 'editor.replaceEverywhere',
      keys: 'Ctrl+Shift+F',
      ...inText,
      run: () => void (view.isReplacingEverywhere = true),
    },
    { id: 'editor.findNext', keys: 'F3', ...inText, run: step(1) },
    { id: 'editor.findPrevious', keys: 'Shift+F3', ...inText, run: step(-1) },
    { id: 'editor.playhead', keys: 'Ctrl+G', ...inText, run: jump },
    { id: 'editor.nextDoubt', keys: 'F8', ...inText, run: doubt(1) },
    { id: 'editor.previousDoubt', keys: 'Shift+F8', ...inText, run: doubt(-1) },
    { id: 'editor.confidence', icon: SpellCheck, when, run: mark },
    { id: 'editor.export', icon: Download, keys: 'Ctrl+E', ...inText, run: openExport },
    { id: 'editor.transcribe', icon: Captions, when: () => !page.openJob, run: () => page.transcribe() },
  ];
};
