export { default as RecorderPanel } from './RecorderPanel.svelte';
