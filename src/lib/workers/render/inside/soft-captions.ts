import { vttTimestamp } from '$lib/core/time.ts';
import type { Cue } from '$lib/domain/cues.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cues as WebVTT, for a track inside a media file. */
export const toVtt = (cues: readonly Cue[]): string =>
  [
    'WEBVTT',
    ...cues.map(
      ({ start, end, lines }) => `${vttTimestamp(start)} --> ${vttTimestamp(end)}\n${lines.map(escape).join('\n')}`,
    ),
  ].join('\n\n') + '\n';
