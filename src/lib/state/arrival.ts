import { decodeEvidence, type Evidence } from '$lib/domain/evidence.ts';

/** Where in a recording an address leads: a word of a paragraph, a moment, a quotation. */
export type Arrival = {
  paragraph: string | null;
  atSeconds: number | null;
  plays: boolean;
  evidence: Evidence | null;
};

/** Reads the fragment of an address (`#at=12.5&paragraph=…&play=1`, `#e=…`); null where it leads nowhere in particular. */
export const parseArrival = (fragment: string): Arrival | null => {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const at = Number.parseFloat(parts.get('at') ?? '');
  const evidence = decodeEvidence(parts.get('e') ?? '');
  const arrival = {
    paragraph: parts.get('paragraph'),
    atSeconds: Number.isFinite(at) && at >= 0 ? at : null,
    plays: parts.get('play') === '1',
    evidence,
  };
  return arrival.paragraph === null && arrival.atSeconds === null && evidence === null ? null : arrival;
};

/** The address of a moment of a recording. */
export const momentAddress = (recordingId: string, atSeconds: number): string =>
  `/recordings/${recordingId}#at=${atSeconds.toFixed(3)}&play=1`;
