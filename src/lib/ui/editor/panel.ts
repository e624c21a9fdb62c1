import type { Component } from 'svelte';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Icon } from '$lib/ui/primitives/index.ts';

export type PanelProps = { page: RecordingPage; transcript: Transcript | null };

/** One tab of the inspector. A capability adds its panel to the list in `panels.ts`, and nothing else changes. */
export type InspectorPanel = {
  id: string;
  title: string;
  /** Which row of tabs it stands in. */
  group: string;
  icon: Icon;
  component: Component<PanelProps>;
  /** False while there is nothing to show; always shown where it is not given. */
  isShown?: (props: PanelProps) => boolean;
};
