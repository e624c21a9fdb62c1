export { default as BinView } from './BinView.svelte';
export { default as ImportDialog } from './ImportDialog.svelte';
export { default as LibraryView } from './LibraryView.svelte';
export { default as LinkDialog } from './LinkDialog.svelte';
export { default as ProjectDialog } from './ProjectDialog.svelte';
export { chooseFiles } from './choose-files.ts';
