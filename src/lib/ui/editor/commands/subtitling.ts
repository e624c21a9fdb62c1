import Captions from '@lucide/svelte/icons/captions';
import { showCue } from '../subtitles/walk.ts';
import type { Area } from './area.ts';

/** The transcript as subtitles, and a walk through what is wrong with them. */
export const subtitling: Area = (parts) => {
  const { session, view, subtitles } = parts.page;
  const when = () => session.transcript !== null;
  const isOpen = () => when() && view.panel === 'subtitles';
  const step = (direction: 1 | -1) => () => {
    subtitles.step(direction);
    if (subtitles.current) showCue(parts, subtitles.current.cue);
  };
  const toggle = () => view.inspect(view.panel === 'subtitles' ? 'details' : 'subtitles');
  return [
    { id: 'editor.subtitles', icon: Captions, keys: 'Ctrl+Shift+S', inText: true, when, run: toggle },
    { id: 'editor.nextProblem', keys: 'F9', inText: true, when: isOpen, run: step(1) },
    { id: 'editor.previousProblem', keys: 'Shift+F9', inText: true, when: isOpen, run: step(-1) },
  ];
};
