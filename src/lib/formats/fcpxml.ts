import type { Cue } from '$lib/domain/cues.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import { cuesFor, namedLines } from './cue-text.ts';
import type { TextFormat } from './format.ts';
import { frameRateOf, onFrames, toFrame, type FrameRate } from './frames.ts';
import { passagesOf } from './passages.ts';
import { shortened } from './shortened.ts';
import { attributes, escapeXml } from './xml.ts';

/** A time as Final Cut wants it: a fraction of a second that lies on a frame. */
const rational = (frame: number, { numerator, denominator }: FrameRate): string =>
  frame === 0 ? '0s' : `${frame * denominator}/${numerator}s`;

type Placed = Cue & { startFrame: number; endFrame: number };

const caption = (cue: Placed, index: number, lines: readonly string[], look: { rate: FrameRate; role: string }) => {
  const about = attributes({
    lane: 1,
    name: lines.join(' ').slice(0, 60).toWellFormed(),
    offset: rational(cue.startFrame, look.rate),
    duration: rational(cue.endFrame - cue.startFrame, look.rate),
    role: look.role,
  });
  const id = `ts${index + 1}`;
  return (
    `              <caption${about}>\n` +
    `                <text placement="bottom"><text-style ref="${id}">${lines.map(escapeXml).join('\n')}</text-style></text>\n` +
    `                <text-style-def id="${id}"><text-style font=".AppleSystemUIFont" fontSize="13" fontFace="Regular" fontColor="1 1 1 1" backgroundColor="0 0 0 1"/></text-style-def>\n` +
    '              </caption>\n'
  );
};

const marker = (passage: { startFrame: number; text: string }, rate: FrameRate): string =>
  `              <marker${attributes({
    start: rational(passage.startFrame, rate),
    duration: rational(1, rate),
    value: shortened(passage.text, 80),
  })}/>\n`;

/** Final Cut Pro XML 1.11: captions (iTT role) over a gap as long as the speech, and a marker for each paragraph. */
export const fcpxml: TextFormat<'fcpxml'> = {
  id: 'fcpxml',
  extension: 'fcpxml',
  mime: 'application/xml',
  uses: ['lineCharacters', 'maxLines', 'charactersPerSecond', 'speakers', 'title', 'frameRate'],
  write: (transcript, options) => {
    const rate = frameRateOf(options);
    const role = `iTT?captionFormat=ITT.${transcript.language ?? 'en'}`;
    const cues = onFrames(cuesFor(transcript, options), rate);
    const lines = namedLines(cues, transcript, options);
    const passages = onFrames(passagesOf(transcript), rate);
    const frames = Math.max(1, cues.at(-1)?.endFrame ?? 0, passages.at(-1)?.endFrame ?? 0, toFrame(1, rate));
    const length = rational(frames, rate);
    const title = escapeXml(cleanText(options.title ?? '') || 'Transcript');
    return (
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="1.11">\n  <resources>\n' +
      `    <format id="r1" frameDuration="${rational(1, rate)}" width="1920" height="1080"/>\n  </resources>\n` +
      `  <library>\n    <event name="${title}">\n      <project name="${title}">\n` +
      `        <sequence format="r1" duration="${length}" tcStart="0s" tcFormat="NDF">\n          <spine>\n` +
      `            <gap name="${title}" offset="0s" start="0s" duration="${length}">\n` +
      cues.map((cue, index) => caption(cue, index, lines[index]!, { rate, role })).join('') +
      passages.map((passage) => marker(passage, rate)).join('') +
      '            </gap>\n          </spine>\n        </sequence>\n      </project>\n    </event>\n  </library>\n</fcpxml>\n'
    );
  },
};
