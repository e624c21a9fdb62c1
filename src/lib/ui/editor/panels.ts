import Scissors from '@lucide/svelte/icons/scissors';
import Sparkles from '@lucide/svelte/icons/sparkles';
import Info from '@lucide/svelte/icons/info';
import EyeOff from '@lucide/svelte/icons/eye-off';
import { en } from '$lib/i18n/en.ts';
import CutPanel from './cut/CutPanel.svelte';
import ChartLine from '@lucide/svelte/icons/chart-line';
import AnalysisPanel from './analysis/AnalysisPanel.svelte';
import DetailsPanel from './DetailsPanel.svelte';
import RedactPanel from './redact/RedactPanel.svelte';
import RefinePanel from './refine/RefinePanel.svelte';
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
