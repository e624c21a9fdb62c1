import { vttTimestamp } from '$lib/core/time.ts';
import type { Cue } from '$lib/domain/cues.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cues as WebVTT, for a track inside a media file; `show` says how a line is written. */
export const toVtt = (cues: readonly Cue[], show = escape): string =>
  [
    'WEBVTT',
    ...cues.map(
      ({ start, end, lines }) => `${vttTimestamp(start)} --> ${vttTimestamp(end)}\n${lines.map(show).join('\n')}`,
    ),
  ].join('\n\n') + '\n';

/** ISO 639-2/T codes, which media files name languages by, of the ISO 639-1 ones, in the order of the alphabet. */
const threeLetters = Object.fromEntries(
  (
    'af:afr ar:ara be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus ' +
    'fa:fas fi:fin fr:fra gl:glg he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz ko:kor ' +
    'lt:lit lv:lav mk:mkd mr:mar ms:msa nl:nld no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sr:srp sv:swe sw:swa ' +
    'ta:tam th:tha tr:tur uk:ukr ur:urd vi:vie zh:zho'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** The three-letter code of a language; `und` where none is known. */
export const languageCode = (language: string | null): string =>
  language?.length === 3 ? language : (threeLetters[language ?? ''] ?? 'und');
