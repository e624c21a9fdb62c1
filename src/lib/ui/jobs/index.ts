export { default as QueueTray } from './QueueTray.svelte';
