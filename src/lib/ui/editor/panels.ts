import Bookmark from '@lucide/svelte/icons/bookmark';
import History from '@lucide/svelte/icons/history';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import FileText from '@lucide/svelte/icons/file-text';
import Scissors from '@lucide/svelte/icons/scissors';
import Sparkles from '@lucide/svelte/icons/sparkles';
import Info from '@lucide/svelte/icons/info';
import AudioLines from '@lucide/svelte/icons/audio-lines';
import Ear from '@lucide/svelte/icons/ear';
import EyeOff from '@lucide/svelte/icons/eye-off';
import Captions from '@lucide/svelte/icons/captions';
import { en } from '$lib/i18n/en.ts';
import CutPanel from './cut/CutPanel.svelte';
import ChartLine from '@lucide/svelte/icons/chart-line';
import AnalysisPanel from './analysis/AnalysisPanel.svelte';
import DetailsPanel from './DetailsPanel.svelte';
import MarkersPanel from './markers/MarkersPanel.svelte';
import SoundPanel from './sound/SoundPanel.svelte';
import RedactPanel from './redact/RedactPanel.svelte';
import RefinePanel from './refine/RefinePanel.svelte';
import RedecodePanel from './redecode/RedecodePanel.svelte';
import NotesPanel from './notes/NotesPanel.svelte';
import OriginalPanel from './OriginalPanel.svelte';
import SubtitlesPanel from './subtitles/SubtitlesPanel.svelte';
import VersionsPanel from './versions/VersionsPanel.svelte';
import type { InspectorPanel, PanelProps } from './panel.ts';

const hasText = ({ transcript }: PanelProps): boolean => transcript !== null;

const { groups } = en.editor;

/** The inspector's tabs, in their order: row by row. */
export const panels: readonly InspectorPanel[] = [
  { id: 'details', title: en.editor.details.title, group: groups.recording, icon: Info, component: DetailsPanel },
  { id: 'markers', title: en.markers.title, group: groups.recording, icon: Bookmark, component: MarkersPanel },
  { id: 'sound', title: en.sound.title, group: groups.recording, icon: AudioLines, component: SoundPanel },
  {
    ...{ id: 'redecode', title: en.redecode.title, group: groups.recording, icon: Ear },
    ...{ component: RedecodePanel, isShown: hasText },
  },
  {
    ...{ id: 'notes', title: en.notes.title, group: groups.text, icon: NotebookPen },
    ...{ component: NotesPanel, isShown: hasText },
  },
  {
    ...{ id: 'refine', title: en.refine.title, group: groups.text, icon: Sparkles },
    ...{ component: RefinePanel, isShown: hasText },
  },
  {
    ...{ id: 'original', title: en.review.original.title, group: groups.text, icon: FileText },
    component: OriginalPanel,
    isShown: ({ page, transcript }) => transcript !== null && page.newer.hasMachine,
  },
  {
    ...{ id: 'versions', title: en.versions.title, group: groups.text, icon: History },
    ...{ component: VersionsPanel, isShown: hasText },
  },
  {
    ...{ id: 'cut', title: en.cutting.title, group: groups.result, icon: Scissors },
    ...{ component: CutPanel, isShown: hasText },
  },
  {
    ...{ id: 'subtitles', title: en.subtitles.title, group: groups.result, icon: Captions },
    ...{ component: SubtitlesPanel, isShown: hasText },
  },
  {
    ...{ id: 'analysis', title: en.analysis.title, group: groups.result, icon: ChartLine },
    ...{ component: AnalysisPanel, isShown: hasText },
  },
  {
    ...{ id: 'redact', title: en.redaction.title, group: groups.result, icon: EyeOff },
    ...{ component: RedactPanel, isShown: hasText },
  },
];
