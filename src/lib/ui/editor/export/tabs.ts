import Archive from '@lucide/svelte/icons/archive';
import FileText from '@lucide/svelte/icons/file-text';
import type { Component } from 'svelte';
import type { Transcript } from '$lib/domain/transcript.ts';
import { en } from '$lib/i18n/en.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Icon } from '$lib/ui/primitives/index.ts';
import ProjectTab from './ProjectTab.svelte';
import TextTab from './TextTab.svelte';

export type ExportTabProps = { page: RecordingPage; transcript: Transcript };

/** One way out of the app. A capability adds its tab to the list, and nothing else changes. */
export type ExportTab = { id: string; title: string; icon: Icon; component: Component<ExportTabProps> };

export const exportTabs: readonly ExportTab[] = [
  { id: 'text', title: en.editor.export.textTab, icon: FileText, component: TextTab },
  { id: 'project', title: en.editor.export.projectTab, icon: Archive, component: ProjectTab },
];
