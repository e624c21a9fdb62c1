import { elapsedClock, toIsoDuration } from '$lib/core/time.ts';
import { cleanText } from '$lib/domain/timed-words.ts';
import { gapBefore } from '$lib/domain/transcript.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { pageScript, pageStyle } from './html-page.ts';
import { passagesOf, type Passage } from './passages.ts';
import { attributes, escapeXml } from './xml.ts';

/** Words of the page itself. It is read far from the app, by people whose language nobody knows. */
const page = {
  untitled: 'Transcript',
  search: 'Search',
  sound: 'Open the recording to play along',
  found: 'paragraphs found',
  playFrom: 'Play from',
};

/** Nothing is loaded from anywhere: the page plays a sound inside it or one that the reader opens. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; media-src data: blob:";

const spoken = ({ words }: Passage): string =>
  words
    .map(({ text, start, end, ...word }, index) => {
      const times = attributes({ 'data-s': start, 'data-e': end });
      return `${gapBefore(word, index).replace('\n', '<br>')}<span${times}>${escapeXml(text)}</span>`;
    })
    .join('');

const about = (passage: Passage, before: Passage | undefined, options: ExportOptions): string => {
  const isNew = passage.speakerId !== (before?.speakerId ?? null);
  const name = options.speakers && isNew && passage.speaker !== null ? `<b>${escapeXml(passage.speaker)}</b>` : '';
  const clock = elapsedClock(passage.start);
  const button = `<button type="button" data-s="${passage.start}" aria-label="${page.playFrom} ${clock}"><time datetime="${toIsoDuration(passage.start)}">${clock}</time></button>`;
  const parts = [name, options.timestamps ? button : ''].filter(Boolean);
  return parts.length === 0 ? '' : `<p class="about">${parts.join(' ')}</p>\n`;
};

/** Only what plays inside the page: an address elsewhere would be asked for by whoever opens the file. */
const isInside = (url: string | undefined): url is string =>
  url !== undefined && /^(?:data:audio|data:video|blob:)/.test(url);

const sound = (audioUrl: string | undefined): string =>
  isInside(audioUrl)
    ? `<audio controls${attributes({ src: audioUrl })}></audio>\n`
    : `<label>${page.sound} <input id="sound" type="file" accept="audio/*,video/*"></label>\n<audio controls hidden></audio>\n`;

/** One page that needs nothing else: search, a click on a word plays it, the word that is spoken is marked. */
export const html: TextFormat<'html'> = {
  id: 'html',
  extension: 'html',
  mime: 'text/html',
  uses: ['speakers', 'timestamps', 'title', 'audioUrl'],
  write: (transcript, options) => {
    const title = escapeXml(cleanText(options.title ?? '') || page.untitled);
    const passages = passagesOf(transcript);
    const sections = passages.map(
      (passage, index) =>
        `<section>\n${about(passage, passages[index - 1], options)}<p class="said" dir="auto">${spoken(passage)}</p>\n</section>\n`,
    );
    return (
      `<!doctype html>\n<html${attributes({ lang: transcript.language })}>\n<head>\n<meta charset="utf-8">\n` +
      `<meta http-equiv="Content-Security-Policy" content="${policy}">\n` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n` +
      `<style>${pageStyle}</style>\n</head>\n<body>\n<h1 dir="auto">${title}</h1>\n<header>\n` +
      `<input id="search" type="search" aria-label="${page.search}" placeholder="${page.search}">\n` +
      `<span id="found" role="status" data-words="${page.found}"></span>\n${sound(options.audioUrl)}</header>\n` +
      `<main>\n${sections.join('')}</main>\n<script>${pageScript}</script>\n</body>\n</html>\n`
    );
  },
};
