import { spanOf, type Transcript } from '$lib/domain/transcript.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';

const sampleSeconds = 10;

/** The longest stretch somebody speaks without a break: what they sound like. */
export const longestTurn = ({ paragraphs }: Pick<Transcript, 'paragraphs'>, speaker: string) =>
  paragraphs
    .filter((paragraph) => paragraph.speaker === speaker)
    .flatMap(({ words }) => spanOf(words) ?? [])
    .reduce<{ start: number; end: number } | null>(
      (best, span) => (best && best.end - best.start >= span.end - span.start ? best : span),
      null,
    );

/** Plays a speaker for ten seconds at most, then stops; pausing or going elsewhere ends it. */
export const playSample = ({ session, playback }: RecordingPage, speaker: string): void => {
  const turn = session.transcript && longestTurn(session.transcript, speaker);
  if (!turn) return;
  const until = Math.min(turn.end, turn.start + sampleSeconds);
  playback.seek(turn.start);
  void playback.play();
  let hasBegun = false;
  const timer = setInterval(() => {
    hasBegun ||= playback.isPlaying;
    const isInside = playback.seconds >= turn.start - 0.5 && playback.seconds < until;
    if (isInside && (playback.isPlaying || !hasBegun)) return;
    if (playback.seconds >= until && playback.seconds < until + 1) playback.pause();
    clearInterval(timer);
  }, 100);
};
