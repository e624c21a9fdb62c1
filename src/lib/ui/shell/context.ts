import { createContext } from 'svelte';
import type { Clock } from '$lib/state/clock.svelte.ts';
import type { ImportState } from '$lib/state/importing.svelte.ts';
import type { Filing } from '$lib/state/filing.svelte.ts';
import type { JobsState } from '$lib/state/jobs.svelte.ts';
import type { LibraryState } from '$lib/state/library.svelte.ts';
import type { OfflineState } from '$lib/state/offline.svelte.ts';
import type { ProjectState } from '$lib/state/project.svelte.ts';
import type { RecordState } from '$lib/state/record.svelte.ts';
import type { SearchState } from '$lib/state/search.svelte.ts';
import type { ShellState } from '$lib/state/shell.svelte.ts';

/** The states that outlive a page. The root layout makes them once. */
export type Studio = {
  shell: ShellState;
  library: LibraryState;
  jobs: JobsState;
  record: RecordState;
  offline: OfflineState;
  project: ProjectState;
  importing: ImportState;
  clock: Clock;
  search: SearchState;
  filing: Filing;
};

export const [getStudio, setStudio] = createContext<Studio>();
