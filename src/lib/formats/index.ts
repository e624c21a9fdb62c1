import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { srt } from './srt.ts';
import { txt } from './txt.ts';
import { vtt } from './vtt.ts';

/** Every transcript file EchoFlow writes, in the order they are offered. A new one is one file and one name here. */
export const formats = [txt, srt, vtt, json, markdown, csv] as const satisfies readonly Format[];

export type FormatId = (typeof formats)[number]['id'];

export const findFormat = (id: string): Format | undefined => formats.find((format) => format.id === id);

/** The format of a file by the ending of its name, if it can be read. */
export const readerFor = (fileName: string): Format | undefined => {
  const extension = fileName.split('.').at(-1)?.toLowerCase();
  return formats.find((format: Format) => format.read && format.extension === extension);
};
