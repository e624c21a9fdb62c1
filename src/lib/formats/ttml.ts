import { vttTimestamp } from '$lib/core/time.ts';
import type { Cue } from '$lib/domain/cues.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import type { Speaker, Transcript } from '$lib/domain/transcript.ts';
import { cuesFor } from './cue-text.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { speakerName } from './names.ts';
import { readTtml } from './ttml-read.ts';
import { attributes, escapeXml } from './xml.ts';

/**
 * Lines with `<br/>` between; with times, each word a span that comes when it is spoken. Times of a span count from the
 * start of the paragraph around it (TTML2, 12.3: children of a parallel time container).
 */
const spans = (cue: Cue): string => {
  let at = 0;
  const line = (text: string): string => {
    let out = '';
    for (let rest = text; at < cue.words.length && rest !== ''; at++) {
      const word = cue.words[at]!;
      const space = rest.startsWith(' ') ? ' ' : '';
      const begin = `${Math.max(0, word.start - cue.start).toFixed(3)}s`;
      out += `${space}<span begin="${begin}">${escapeXml(word.text)}</span>`;
      rest = rest.slice(space.length + word.text.length);
    }
    return out;
  };
  return cue.lines.map(line).join('<br/>');
};

const body = (cue: Cue, isTimed: boolean): string => (isTimed ? spans(cue) : cue.lines.map(escapeXml).join('<br/>'));

const named = (transcript: Transcript): Speaker[] =>
  transcript.speakers.filter(({ id }) => speakerName(transcript, id) !== null);

const agents = (speakers: readonly Speaker[]): string =>
  speakers
    .map(({ name }, index) => {
      const id = `agent${index + 1}`;
      return `      <ttm:agent xml:id="${id}" type="person"><ttm:name type="full">${escapeXml(cleanText(name))}</ttm:name></ttm:agent>\n`;
    })
    .join('');

const head = (title: string, speakers: readonly Speaker[]): string =>
  '  <head>\n' +
  (title || speakers.length > 0
    ? `    <metadata>\n${title ? `      <ttm:title>${escapeXml(title)}</ttm:title>\n` : ''}${agents(speakers)}    </metadata>\n`
    : '') +
  '    <styling>\n' +
  '      <style xml:id="base" tts:fontFamily="proportionalSansSerif" tts:fontSize="80%" tts:lineHeight="125%" tts:color="#ffffff" tts:backgroundColor="#000000c0" tts:textAlign="center"/>\n' +
  '    </styling>\n' +
  '    <layout>\n' +
  '      <region xml:id="bottom" tts:origin="10% 80%" tts:extent="80% 15%" tts:displayAlign="after" tts:overflow="visible"/>\n' +
  '    </layout>\n' +
  '  </head>\n';

const root = (language: string | null): string =>
  attributes({
    xmlns: 'http://www.w3.org/ns/ttml',
    'xmlns:ttp': 'http://www.w3.org/ns/ttml#parameter',
    'xmlns:tts': 'http://www.w3.org/ns/ttml#styling',
    'xmlns:ttm': 'http://www.w3.org/ns/ttml#metadata',
    'ttp:contentProfiles': 'http://www.w3.org/ns/ttml/profile/imsc1.1/text',
    'ttp:timeBase': 'media',
    'ttp:cellResolution': '32 15',
    'xml:lang': language ?? '',
  });

const write = (transcript: Transcript, options: ExportOptions): string => {
  const speakers = options.speakers ? named(transcript) : [];
  const cues = cuesFor(transcript, options).map((cue) => {
    const agent = speakers.findIndex(({ id }) => id === cue.speaker);
    const about = attributes({
      begin: vttTimestamp(cue.start),
      end: vttTimestamp(cue.end),
      'ttm:agent': agent === -1 ? null : `agent${agent + 1}`,
    });
    return `      <p${about}>${body(cue, options.timestamps)}</p>\n`;
  });
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<tt${root(transcript.language)}>\n` +
    head(cleanText(options.title ?? ''), speakers) +
    `  <body style="base" region="bottom">\n    <div>\n${cues.join('')}    </div>\n  </body>\n</tt>\n`
  );
};

/** TTML in the IMSC 1.1 text profile (W3C): broadcasters, Netflix, Apple. Speakers are agents, words may be timed spans. */
export const ttml: TextFormat<'ttml'> = {
  id: 'ttml',
  extension: 'ttml',
  mime: 'application/ttml+xml',
  uses: ['lineCharacters', 'maxLines', 'charactersPerSecond', 'speakers', 'timestamps', 'title'],
  write,
  accepts: ({ text }) => /<(?:\w+:)?tt[\s>]/.test(text.slice(0, 4000)),
  read: readTtml,
};
