import { encodeEvidence, evidenceOf } from '$lib/domain/evidence.ts';
import { en } from '$lib/i18n/en.ts';
import { attempt, toasts } from '$lib/state/toasts.svelte.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Column } from '../column.ts';

/** The words somebody selected, or the one that is lit. */
const meant = (page: RecordingPage, column: Column): string[] => {
  const selected = column.selectedWords();
  if (selected.length > 0) return selected.map((word) => word.id);
  const place = column.placeAt(page.playback.seconds);
  const word = place && column.transcript?.paragraphs[place.paragraph]?.words[place.word];
  return word ? [word.id] : [];
};

/** Puts an address of the selected words on the clipboard: whoever has this recording sees whether they still read so. */
export const copyEvidenceLink = async (page: RecordingPage, column: Column | null): Promise<void> => {
  const { recording } = page;
  const { transcript } = page.session;
  const evidence = column && recording && transcript && evidenceOf(recording, transcript, meant(page, column));
  if (!evidence) {
    toasts.note(en.search.evidence.select);
    return;
  }
  const address = new URL(`/recordings/${recording.id}#e=${encodeEvidence(evidence)}`, location.origin).href;
  if (await attempt(() => navigator.clipboard.writeText(address))) toasts.done(en.search.evidence.copied);
};
