import Play from '@lucide/svelte/icons/play';
import Repeat from '@lucide/svelte/icons/repeat';
import { loopChosen } from '../cut/choose.ts';
import { selectFromPlayhead } from '../wave/edges.ts';
import type { Area } from './area.ts';

/** Playing and its speed. */
export const playing: Area = ({ page, column }) => {
  const { playback } = page;
  const skip = (direction: 1 | -1) => () => playback.skip(direction * page.settings.editor.skipSeconds);
  const faster = (step: number) => () => playback.setRate(playback.rate + step);
  const held = { inText: true, canRepeat: true };
  return [
    { id: 'editor.play', icon: Play, keys: ['Ctrl+Space', 'Alt+K'], inText: true, run: () => playback.toggle() },
    { id: 'editor.back', keys: 'Alt+J', ...held, run: skip(-1) },
    { id: 'editor.forward', keys: 'Alt+L', ...held, run: skip(1) },
    { id: 'editor.slower', keys: 'Alt+-', ...held, run: faster(-0.1) },
    { id: 'editor.selectFrom', keys: 'Alt+[', inText: true, run: () => selectFromPlayhead(page, 'start') },
    { id: 'editor.selectUntil', keys: 'Alt+]', inText: true, run: () => selectFromPlayhead(page, 'end') },
    { id: 'editor.selectNone', when: () => page.view.selection !== null, run: () => void (page.view.selection = null) },
    { id: 'editor.loop', icon: Repeat, keys: 'Alt+R', inText: true, run: () => loopChosen(page, column()) },
    { id: 'editor.faster', keys: 'Alt+=', ...held, run: faster(0.1) },
  ];
};
