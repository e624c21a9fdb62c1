import type { Input, MetadataTags } from 'mediabunny';
import type { Chapter, Cover, MediaInfo } from '$lib/domain/media.ts';
import { readId3Chapters } from './id3-chapters.ts';
import { readMatroskaChapters } from './matroska-chapters.ts';
import { readMp4Chapters } from './mp4-chapters.ts';

export type Tags = Required<Pick<MediaInfo, 'title' | 'artist' | 'date' | 'chapters' | 'cover'>>;

/** Covers above this are left in the file: they would be kept a second time in the database. */
const mostCoverBytes = 3_000_000;
const mostChapters = 500;

const clean = (text: string | undefined): string | null => text?.trim() || null;

/** `2024-05-01`, or the year alone where the file tells no more. */
const dateOf = ({ date, raw }: MetadataTags): string | null => {
  const told = [raw?.TDRC, raw?.TYER, raw?.DATE, raw?.date, raw?.['©day']].find((value) => typeof value === 'string');
  if (typeof told === 'string' && /^\d{4}(-\d{2}(-\d{2})?)?/.test(told))
    return /^\d{4}(-\d{2}(-\d{2})?)?/.exec(told)![0];
  return date && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 10) : null;
};

const coverOf = ({ images = [] }: MetadataTags): Cover | null => {
  const image = images.find(({ kind }) => kind === 'coverFront') ?? images[0];
  if (!image || image.data.byteLength > mostCoverBytes || !/^image\/(jpeg|png|webp|gif)$/.test(image.mimeType))
    return null;
  return { mime: image.mimeType, bytes: new Uint8Array(image.data) };
};

const secondsOf = (clock: string): number | undefined => {
  const match = /^(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(clock.trim());
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : undefined;
};

/** `CHAPTER001=00:01:02.000` and `CHAPTER001NAME=…`, as Vorbis comments carry chapters. */
export const readCommentChapters = (raw: MetadataTags['raw'] = {}): Chapter[] => {
  const text = (value: unknown): string => String(Array.isArray(value) ? value[0] : value);
  return Object.entries(raw).flatMap(([key, value]) => {
    const start = /^CHAPTER\d{2,3}$/i.test(key) ? secondsOf(text(value)) : undefined;
    if (start === undefined) return [];
    const name = raw[`${key}NAME`] ?? raw[`${key}name`];
    return [{ start, title: name === undefined ? '' : text(name) }];
  });
};

type ReadChapters = (file: Blob, tags: MetadataTags) => Chapter[] | Promise<Chapter[]>;

/** By the name mediabunny gives a container; every other may carry them in its comments. */
const chapterReaders: Record<string, ReadChapters> = {
  MP4: readMp4Chapters,
  'QuickTime File Format': readMp4Chapters,
  MP3: readId3Chapters,
  Matroska: readMatroskaChapters,
  WebM: readMatroskaChapters,
};

const fromComments: ReadChapters = (_file, { raw }) => readCommentChapters(raw);

const chaptersOf = async (file: Blob, container: string, tags: MetadataTags): Promise<Chapter[]> => {
  const found = await (chapterReaders[container] ?? fromComments)(file, tags);
  const isTime = ({ start }: Chapter) => Number.isFinite(start) && start >= 0;
  return found
    .filter(isTime)
    .sort((one, two) => one.start - two.start)
    .slice(0, mostChapters);
};

/** What the file says of itself. Tags that cannot be read are no reason to refuse a file: they count as absent. */
export const readTags = async (input: Input, file: Blob): Promise<Tags> => {
  const tags = await input.getMetadataTags().catch((): MetadataTags => ({}));
  const chapters = await chaptersOf(file, (await input.getFormat()).name, tags).catch(() => []);
  return {
    title: clean(tags.title),
    artist: clean(tags.artist ?? tags.albumArtist),
    date: dateOf(tags),
    chapters,
    cover: coverOf(tags),
  };
};
