import Play from '@lucide/svelte/icons/play';
import type { Area } from './area.ts';

/** Playing and its speed. */
export const playing: Area = ({ page }) => {
  const { playback } = page;
  const skip = (direction: 1 | -1) => () => playback.skip(direction * page.settings.editor.skipSeconds);
  const faster = (step: number) => () => playback.setRate(playback.rate + step);
  const held = { inText: true, canRepeat: true };
  return [
    { id: 'editor.play', icon: Play, keys: ['Ctrl+Space', 'Alt+K'], inText: true, run: () => playback.toggle() },
    { id: 'editor.back', keys: 'Alt+J', ...held, run: skip(-1) },
    { id: 'editor.forward', keys: 'Alt+L', ...held, run: skip(1) },
    { id: 'editor.slower', keys: 'Alt+-', ...held, run: faster(-0.1) },
    { id: 'editor.faster', keys: 'Alt+=', ...held, run: faster(0.1) },
  ];
};
