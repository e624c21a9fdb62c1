export { default as ChecksPanel } from './ChecksPanel.svelte';
export { default as IntegrityPanel } from './IntegrityPanel.svelte';
export { default as LogPanel } from './LogPanel.svelte';
export { default as OfflinePanel } from './OfflinePanel.svelte';
export { default as PerformancePanel } from './PerformancePanel.svelte';
export { default as ProofPanel } from './ProofPanel.svelte';
