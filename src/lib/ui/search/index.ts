export { default as SearchResults } from './SearchResults.svelte';
export { default as SavedSearches } from './SavedSearches.svelte';
