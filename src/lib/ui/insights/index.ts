/** Statistics over the library. */
export { default as InsightsView } from './InsightsView.svelte';
