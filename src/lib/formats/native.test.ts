import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleParagraph } from '../../../tests/fakes/samples.ts';
import { toCues } from '$lib/domain/cues.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { findFormat } from './index.ts';

/** Programs of the machine, run by `npm run torture -- --only formats`: `npm test` needs none of them. */
const folder = mkdtempSync(join(tmpdir(), 'echoflow-native-'));
const transcript: Transcript = {
  ...{ recordingId: 'r', revision: 1, machine: null, language: 'en', speakers: [{ id: 's1', name: 'Ada & <Bob>' }] },
  paragraphs: Array.from({ length: 600 }, (_, index) => ({
    ...sampleParagraph(`p${index}`, ['Größe', '<i>', 'שלום', '👩‍👩‍👧', 'a', '-->', 'b.'], index * 18),
    speaker: index % 2 ? 's1' : null,
  })),
};
const options = { lineCharacters: 42, maxLines: 2, speakers: false, timestamps: false, title: 'T' };
const file = (id: string, more: Partial<ExportOptions> = {}): string => {
  const format = findFormat(id) as TextFormat;
  const path = join(folder, `${id}.${format.extension}`);
  writeFileSync(path, format.write(transcript, { ...options, ...more }));
  return path;
};

describe.runIf(process.env['ECHOFLOW_NATIVE'] === '1')('read by programs of the machine', { timeout: 60_000 }, () => {
  it.each(['srt', 'vtt', 'ass'])('ffmpeg reads %s, every cue at its time', (id) => {
    const parameters = ['-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', file(id)];
    const times = execFileSync('ffprobe', parameters, { encoding: 'utf8' }).trim().split(/\s+/).map(Number);
    const cues = toCues(transcript, options);
    expect(times).toHaveLength(cues.length);
    for (const [index, time] of times.entries())
      expect(Math.abs(time - cues[index]!.start)).toBeLessThan(id === 'ass' ? 0.011 : 0.0011);
  });

  it.each(['ttml', 'eaf', 'fcpxml'])('xmllint finds %s as its schema says, plain and with all there is', (id) => {
    for (const more of [{}, { speakers: true, timestamps: true }])
      execFileSync('xmllint', ['--noout', '--relaxng', `tests/schemas/${id}.rng`, file(id, more)]);
  });
});
