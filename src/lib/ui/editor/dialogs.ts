import type { Component } from 'svelte';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import ExportDialog from './ExportDialog.svelte';
import MediaExportDialog from './media-export/MediaExportDialog.svelte';

/** What opens over the page of a recording that has text. A capability adds its dialog here; what opens it is a command. */
export type PageDialog = {
  id: string;
  component: Component<{ page: RecordingPage; transcript: Transcript }>;
};

export const dialogs: readonly PageDialog[] = [
  { id: 'export', component: ExportDialog },
  { id: 'export-media', component: MediaExportDialog },
];
