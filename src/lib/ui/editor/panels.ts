import History from '@lucide/svelte/icons/history';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import FileText from '@lucide/svelte/icons/file-text';
import Scissors from '@lucide/svelte/icons/scissors';
import Info from '@lucide/svelte/icons/info';
import Captions from '@lucide/svelte/icons/captions';
import { en } from '$lib/i18n/en.ts';
import CutPanel from './cut/CutPanel.svelte';
import DetailsPanel from './DetailsPanel.svelte';
import NotesPanel from './notes/NotesPanel.svelte';
import OriginalPanel from './OriginalPanel.svelte';
import SubtitlesPanel from './subtitles/SubtitlesPanel.svelte';
import VersionsPanel from './versions/VersionsPanel.svelte';
import type { InspectorPanel, PanelProps } from './panel.ts';

const hasText = ({ transcript }: PanelProps): boolean => transcript !== null;

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
  { id: 'notes', title: en.notes.title, icon: NotebookPen, component: NotesPanel, isShown: hasText },
  {
    id: 'original',
    title: en.review.original.title,
    icon: FileText,
    component: OriginalPanel,
    isShown: ({ page, transcript }) => transcript !== null && page.machine !== undefined,
  },
  { id: 'versions', title: en.versions.title, icon: History, component: VersionsPanel, isShown: hasText },
  { id: 'subtitles', title: en.subtitles.title, icon: Captions, component: SubtitlesPanel, isShown: hasText },
];
