import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killTranscription } from '../kill-transcription.js';
import { ffmpeg, requireFfmpeg } from '../native.js';

export const ids = ['transcription.kills'];

/**
 * A ten-minute job killed as often as there are rounds (30 by default) must end with the transcript of an undisturbed one.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ rounds, log }) => {
  requireFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-torture-'));
  const clip = join(folder, 'ten-minutes.flac');
  ffmpeg(['-stream_loop', '9', '-i', 'tests/fixtures/speech/easy/dictation-60s.flac', '-t', '600', clip]);
  try {
    const result = await killTranscription({
      ...{ clip, title: 'ten-minutes', kills: rounds, limitMs: 1_800_000 },
      onKill: ({ kill, afterMs, state }) => log(`| ${kill} | ${(afterMs / 1000).toFixed(1)} s | ${state} |`),
    });
    log(JSON.stringify(result));
    if (result.words < 100) throw new Error('hardly a word was heard: nothing was tested');
    if (!result.isSame) throw new Error('an interrupted transcript differs from an undisturbed one');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
