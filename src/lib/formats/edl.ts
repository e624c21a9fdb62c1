import { cleanText } from '$lib/domain/timed-words.ts';
import type { TextFormat } from './format.ts';
import { frameRateOf, onFrames, timecode } from './frames.ts';
import { passagesOf, type Passage } from './passages.ts';
import { shortened } from './shortened.ts';

/** The list is lines of plain text; some systems stop reading at a longer one. */
const commentCharacters = 120;

const comment = ({ text, speaker }: Passage, isNamed: boolean): string =>
  shortened(isNamed && speaker !== null ? `${speaker}: ${text}` : text, commentCharacters);

/** CMX 3600 edit list: an event for each paragraph, its words as a locator, so that it can be cut by what was said. */
export const edl: TextFormat<'edl'> = {
  id: 'edl',
  extension: 'edl',
  mime: 'text/plain',
  uses: ['speakers', 'title', 'frameRate'],
  write: (transcript, options) => {
    const rate = frameRateOf(options);
    const title = shortened(cleanText(options.title ?? '') || 'Transcript', 70);
    const events = onFrames(passagesOf(transcript), rate).map((passage, index) => {
      const [from, to] = [timecode(passage.startFrame, rate), timecode(passage.endFrame, rate)];
      const number = String(index + 1).padStart(3, '0');
      return (
        `${number}  AX       AA/V  C        ${from} ${to} ${from} ${to}\n` +
        `* FROM CLIP NAME: ${title}\n* LOC: ${from} YELLOW  ${comment(passage, options.speakers)}\n`
      );
    });
    return `TITLE: ${title}\nFCM: NON-DROP FRAME\n\n${events.join('\n')}`;
  },
};
