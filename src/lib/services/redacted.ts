import { isRedacted, redact, shownTitle } from '$lib/domain/redaction.ts';
import { redactedSpans } from '$lib/domain/redaction-sound.ts';
import type { SoundMask } from '$lib/domain/ports.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions } from '$lib/formats/format.ts';

export { shownTitle };

/** What may leave the device: no redacted word in the text, in the title or in the name of a chapter. */
export const withoutRedacted = (
  transcript: Transcript,
  options: ExportOptions,
): { transcript: Transcript; options: ExportOptions } => {
  if (!isRedacted(transcript)) return { transcript, options };
  const mask = (text: string) => shownTitle(text, transcript);
  const chapters = options.chapters?.map(({ start, title }) => ({ start, title: mask(title) }));
  return {
    transcript: redact(transcript),
    options: { ...options, chapters, title: options.title && mask(options.title) },
  };
};

/** What has to be taken out of the sound; nothing for a transcript without redactions. Throws `redaction/lost`. */
export const maskOf = (
  transcript: Transcript | undefined,
  sound: SoundMask['sound'] = 'beep',
): SoundMask | undefined => {
  const spans = transcript ? redactedSpans(transcript) : [];
  return spans.length > 0 ? { spans, sound } : undefined;
};
