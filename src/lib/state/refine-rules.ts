import type { RecordingPage } from './editor-page.svelte.ts';
import type { RefineRules } from './refine.svelte.ts';

/** The rules of one recording, kept in its row, and those of all, kept in the settings. */
export const rulesOf = (page: RecordingPage): RefineRules => {
  const { library, settings } = page.ports;
  return {
    read: (home) => (home === 'everywhere' ? page.settings.text.rules : (page.recording?.rules ?? '')),
    write: (home, text) =>
      home === 'everywhere' ? settings.change('text', { rules: text }) : library.setRules(page.id, text),
    machine: () => page.readMachine(),
  };
};
