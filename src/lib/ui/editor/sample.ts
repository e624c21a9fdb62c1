import { Scope } from '$lib/core/scope.ts';
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

/** What ends the sample that is played now. */
const played = new WeakMap<RecordingPage, Scope>();

/** Plays a speaker for ten seconds at most, then stops; pausing, going elsewhere or another sample ends it. */
export const playSample = (page: RecordingPage, speaker: string): void => {
  const { session, playback } = page;
  const turn = session.transcript && longestTurn(session.transcript, speaker);
  if (!turn) return;
  played.get(page)?.dispose();
  const scope = new Scope();
  played.set(page, scope);
  const until = Math.min(turn.end, turn.start + sampleSeconds);
  playback.seek(turn.start);
  void playback.play();
  let hasBegun = false;
  scope.interval(() => {
    hasBegun ||= playback.isPlaying;
    const isInside = playback.seconds >= turn.start - 0.5 && playback.seconds < until;
    if (isInside && playback.state.kind !== 'failed' && (playback.isPlaying || !hasBegun)) return;
    if (playback.seconds >= until && playback.seconds < until + 1) playback.pause();
    scope.dispose();
  }, 100);
};
