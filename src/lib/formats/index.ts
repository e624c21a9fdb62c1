import { ass } from './ass.ts';
import { audacity } from './audacity.ts';
import { csv } from './csv.ts';
import { docx } from './docx.ts';
import { eaf } from './eaf.ts';
import { edl } from './edl.ts';
import { fcpxml } from './fcpxml.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { ExportOptions, Format, Reader, TextFormat } from './format.ts';
import { html } from './html.ts';
import { fileText } from './imported.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { otio } from './otio.ts';
import { pdf } from './pdf.ts';
import { podcastChapters } from './podcast-chapters.ts';
import { podcast } from './podcast.ts';
import { assemblyAi } from './readers/assemblyai.ts';
import { aws } from './readers/aws.ts';
import { azureBatch, azureFast } from './readers/azure.ts';
import { deepgram } from './readers/deepgram.ts';
import { google } from './readers/google.ts';
import { plainText } from './readers/plain-text.ts';
import { rev } from './readers/rev.ts';
import { whisperCpp } from './readers/whisper-cpp.ts';
import { srt } from './srt.ts';
import { textgrid } from './textgrid.ts';
import { tsv } from './tsv.ts';
import { ttml } from './ttml.ts';
import { txt } from './txt.ts';
import { vtt } from './vtt.ts';
import { whisper } from './whisper.ts';
import { whisperx } from './whisperx.ts';
import { youtube } from './youtube.ts';

/** Every transcript file EchoFlow writes, in the order they are offered. A new one is one file and one name here. */
export const formats = [
  txt,
  srt,
  vtt,
  json,
  markdown,
  docx,
  pdf,
  html,
  csv,
  tsv,
  ttml,
  ass,
  podcast,
  podcastChapters,
  whisper,
  whisperx,
  youtube,
  audacity,
  textgrid,
  eaf,
  fcpxml,
  otio,
  edl,
] as const satisfies readonly Format[];

export type FormatId = (typeof formats)[number]['id'];

const all: readonly Format[] = formats;

export const findFormat = (id: string): Format | undefined => all.find((format) => format.id === id);

/** The text of a transcript, for the eye. */
export const asText = (transcript: Transcript, options: ExportOptions): string => txt.write(transcript, options);

const isReader = (format: Format): format is TextFormat & Reader =>
  'read' in format && format.read !== undefined && format.accepts !== undefined;

/** What other services write and EchoFlow only reads. */
const foreign: readonly Reader[] = [whisperCpp, aws, deepgram, google, azureBatch, azureFast, assemblyAi, rev];

/** Everything that carries a transcript back, the surest kind first; a plain text is what is left. */
export const readers: readonly Reader[] = [...all.filter(isReader), ...foreign, plainText];

/** What reads this file: told by its content; the ending of its name decides only where the content does not. */
export const readerFor = (fileName: string, text: string): Reader | undefined => {
  const file = fileText(text);
  const byContent = readers.find((reader) => reader !== plainText && reader.accepts(file));
  if (byContent) return byContent;
  const extension = fileName.split('.').at(-1)?.toLowerCase();
  const named = all.filter((format) => format.extension.toLowerCase() === extension);
  const byName = file.json === undefined ? named.find(isReader) : undefined;
  return byName ?? (plainText.accepts(file) ? plainText : undefined);
};
