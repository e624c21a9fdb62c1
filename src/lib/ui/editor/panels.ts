import Bookmark from '@lucide/svelte/icons/bookmark';
import Scissors from '@lucide/svelte/icons/scissors';
import Sparkles from '@lucide/svelte/icons/sparkles';
import Info from '@lucide/svelte/icons/info';
import AudioLines from '@lucide/svelte/icons/audio-lines';
import Ear from '@lucide/svelte/icons/ear';
import EyeOff from '@lucide/svelte/icons/eye-off';
import { en } from '$lib/i18n/en.ts';
import CutPanel from './cut/CutPanel.svelte';
import ChartLine from '@lucide/svelte/icons/chart-line';
import AnalysisPanel from './analysis/AnalysisPanel.svelte';
import DetailsPanel from './DetailsPanel.svelte';
import MarkersPanel from './markers/MarkersPanel.svelte';
import SoundPanel from './sound/SoundPanel.svelte';
import RedactPanel from './redact/RedactPanel.svelte';
import RefinePanel from './refine/RefinePanel.svelte';
import type { InspectorPanel } from './panel.ts';
import RedecodePanel from './redecode/RedecodePanel.svelte';

/** The inspector's tabs, in their order. */
export const panels: readonly InspectorPanel[] = [
  { id: 'details', title: en.editor.details.title, icon: Info, component: DetailsPanel },
  { id: 'markers', title: en.markers.title, icon: Bookmark, component: MarkersPanel },
  {
    id: 'cut',
    title: en.cutting.title,
    icon: Scissors,
    component: CutPanel,
    isShown: ({ transcript }) => transcript !== null,
  },
  { id: 'sound', title: en.sound.title, icon: AudioLines, component: SoundPanel },
  {
    id: 'redecode',
    title: en.redecode.title,
    icon: Ear,
    component: RedecodePanel,
    isShown: ({ transcript }) => transcript !== null,
  },
  {
    id: 'refine',
    title: en.refine.title,
    icon: Sparkles,
    component: RefinePanel,
    isShown: ({ transcript }) => transcript !== null,
  },
  {
    id: 'analysis',
    title: en.analysis.title,
    icon: ChartLine,
    component: AnalysisPanel,
    isShown: ({ transcript }) => transcript !== null,
  },
  {
    id: 'redact',
    title: en.redaction.title,
    icon: EyeOff,
    component: RedactPanel,
    isShown: ({ transcript }) => transcript !== null,
  },
];
