/** The page of a recording: waveform, transcript, player, inspector, export. */
export { default as RecordingView } from './RecordingView.svelte';
