import Scissors from '@lucide/svelte/icons/scissors';
import Info from '@lucide/svelte/icons/info';
import AudioLines from '@lucide/svelte/icons/audio-lines';
import { en } from '$lib/i18n/en.ts';
import CutPanel from './cut/CutPanel.svelte';
import DetailsPanel from './DetailsPanel.svelte';
import SoundPanel from './sound/SoundPanel.svelte';
import type { InspectorPanel } from './panel.ts';

/** The inspector's tabs, in their order. */
export const panels: readonly InspectorPanel[] = [
  { id: 'details', title: en.editor.details.title, icon: Info, component: DetailsPanel },
  {
    id: 'cut',
    title: en.cutting.title,
    icon: Scissors,
    component: CutPanel,
    isShown: ({ transcript }) => transcript !== null,
  },
  { id: 'sound', title: en.sound.title, icon: AudioLines, component: SoundPanel },
];
