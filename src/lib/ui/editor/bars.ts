import type { Component } from 'svelte';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import ArrivalBar from './evidence/ArrivalBar.svelte';
import FindPanel from './FindPanel.svelte';
import ReviewBar from './review/ReviewBar.svelte';

/** A bar over the text that stays in view while it is open: find, review and the like. */
export type Bar = {
  id: string;
  component: Component<{ page: RecordingPage }>;
  isShown: (page: RecordingPage) => boolean;
};

/** In their order from the top, below the waveform. A capability adds its bar here. */
export const bars: readonly Bar[] = [
  { id: 'arrival', component: ArrivalBar, isShown: ({ stage }) => stage.kind === 'text' },
  { id: 'find', component: FindPanel, isShown: ({ stage, view }) => stage.kind === 'text' && view.isFinding },
  { id: 'review', component: ReviewBar, isShown: ({ stage, review }) => stage.kind === 'text' && review.isOpen },
];
