export { default as CollectionBar } from './CollectionBar.svelte';
export { default as CollectionsDialog } from './CollectionsDialog.svelte';
export { default as TagChips } from './TagChips.svelte';
export { default as TagsDialog } from './TagsDialog.svelte';
