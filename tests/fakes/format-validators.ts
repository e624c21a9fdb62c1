import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { expect } from 'vitest';
import type { FormatId } from '$lib/formats/index.ts';

const all = (root: XmlElement, name: string): XmlElement[] =>
  root.children.flatMap((child) =>
    child instanceof XmlElement ? [...(child.name === name ? [child] : []), ...all(child, name)] : [],
  );
const xmlRoot = (file: string, name: string): XmlElement => {
  const { root } = parseXml(file);
  expect(root!.name).toBe(name);
  return root!;
};

/** Each span has a length and none runs into the next. */
const expectInOrder = (spans: readonly (readonly [number, number])[]): void => {
  for (const [index, [start, end]] of spans.entries()) {
    expect(end).toBeGreaterThan(start);
    expect(start).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? 0);
  }
};
const clockSeconds = (clock: string): number =>
  clock.split(':').reduce((total, part) => Math.round((total * 60 + Number(part)) * 1000) / 1000, 0);
const framesOf = (code: string): number =>
  code
    .split(':')
    .map(Number)
    .reduce((total, part, index) => total * (index === 3 ? 25 : 60) + part, 0);
const fraction = (text: string): number => {
  const [, numerator, denominator = '1'] = /^(\d+)(?:\/(\d+))?s$/.exec(text)!;
  expect((Number(numerator) * 25) % Number(denominator)).toBe(0);
  return Number(numerator) / Number(denominator);
};

/** What must hold of a file, by format. */
export const validators: Record<Exclude<FormatId, 'docx' | 'pdf'>, (file: string) => void> = {
  txt: (file) => expect(file).not.toMatch(/\n{3}/),
  markdown: (file) => expect(file).not.toMatch(/(^|[^\\])<[a-z/]/i),
  json: (file) => expect(JSON.parse(file)).toMatchObject({ format: 'echoflow-transcript', version: 1 }),
  srt: (file) => {
    const blocks = file === '' ? [] : file.replace(/\n$/, '').split('\n\n');
    for (const [index, block] of blocks.entries()) {
      const [number, times, ...lines] = block.split('\n');
      expect(number).toBe(String(index + 1));
      expect(times).toMatch(/^\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}$/);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).not.toMatch(/-->|<[a-z/]|\{\\|^$/i);
    }
  },
  vtt: (file) => {
    const [head, ...blocks] = file.replace(/\n$/, '').split('\n\n');
    expect(head).toBe('WEBVTT');
    for (const block of blocks) {
      const [times, ...lines] = block.split('\n');
      expect(times).toMatch(/^\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}$/);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line.trim()).not.toBe('');
        expect(line.replace(/^<v [^<>]+>/, '').replace(/<\d\d:\d\d:\d\d\.\d{3}>/g, '')).not.toMatch(/[<>]/);
      }
    }
  },
  csv: (file) => {
    expect(file.startsWith('\ufeff')).toBe(true);
    for (const row of file.slice(1).split('\r\n').slice(0, -1)) {
      const cells = row.match(/"(?:[^"]|"")*"/g)!;
      expect(cells.join(',')).toBe(row);
      expect(cells).toHaveLength(4);
      for (const cell of cells) expect(cell).not.toMatch(/^"[=+\-@\t\r]/);
    }
  },
  tsv: (file) => {
    const rows = file.split('\n').slice(0, -1);
    const columns = rows[0]!.split('\t').length;
    for (const row of rows) {
      expect(row.split('\t')).toHaveLength(columns);
      for (const cell of row.split('\t')) expect(cell).not.toMatch(/^[=+\-@\r]/);
    }
    expectInOrder(rows.slice(1).map((row) => row.split('\t').slice(0, 2).map(Number) as [number, number]));
  },
  ttml: (file) => {
    const cues = all(xmlRoot(file, 'tt'), 'p');
    const agents = all(xmlRoot(file, 'tt'), 'ttm:agent').map((agent) => agent.attributes['xml:id']);
    for (const { attributes } of cues) if (attributes['ttm:agent']) expect(agents).toContain(attributes['ttm:agent']);
    expectInOrder(cues.map((cue) => [clockSeconds(cue.attributes['begin']!), clockSeconds(cue.attributes['end']!)]));
  },
  ass: (file) => {
    const events = file.split('\n').filter((line) => line.startsWith('Dialogue:'));
    expect(file.split('[Events]\n')[1]!.split('\n')).toHaveLength(events.length + 2);
    for (const line of events) {
      const text = line.split(',').slice(9).join(',');
      expect(text.replace(/\{\\k\d+\}/g, '').replace(/\\[{}]/g, '')).not.toMatch(/[{}]|\\[^N\u2060]/);
    }
    const times = events.map((line) => line.split(',').slice(1, 3).map(clockSeconds) as [number, number]);
    for (const time of times) expect(time[1]).toBeGreaterThan(time[0]);
    expect(times.map(([start]) => start)).toEqual(times.map(([start]) => start).sort((a, b) => a - b));
  },
  whisper: (file) => {
    const { text, segments } = JSON.parse(file);
    expect(segments.map((segment: { text: string }) => segment.text).join('')).toBe(text);
    for (const { id, words, text: said } of segments) {
      expect(segments[id].words).toBe(words);
      expect(words.map((each: { word: string }) => each.word).join('')).toBe(said);
      expectInOrder(words.map((each: { start: number; end: number }) => [each.start, each.end]));
    }
  },
  whisperx: (file) => {
    const { segments, word_segments: words } = JSON.parse(file);
    expect(segments.flatMap((segment: { words: unknown[] }) => segment.words)).toEqual(words);
    expectInOrder(words.map((each: { start: number; end: number }) => [each.start, each.end]));
  },
  podcast: (file) => {
    const { version, segments } = JSON.parse(file);
    expect(version).toBe('1.0.0');
    for (const { body } of segments) expect(body).not.toBe('');
    expectInOrder(segments.map((each: { startTime: number; endTime: number }) => [each.startTime, each.endTime]));
  },
  'podcast-chapters': (file) => {
    const { version, chapters } = JSON.parse(file);
    expect(version).toBe('1.2.0');
    const starts = chapters.map((each: { startTime: number }) => each.startTime);
    if (starts.length > 0) expect(starts[0]).toBe(0);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => Number(a) - Number(b)));
    for (const { title } of chapters) expect(typeof title).toBe('string');
  },
  youtube: (file) => {
    const lines = file.split('\n').slice(0, -1);
    if (lines.length > 0) expect(lines[0]).toMatch(/^0:00 /);
    const starts = lines.map((line) => clockSeconds(line.split(' ')[0]!));
    for (const [index, start] of starts.entries())
      if (index > 0) expect(start - starts[index - 1]!).toBeGreaterThanOrEqual(10);
    expect(file).not.toMatch(/[<>]/);
  },
  audacity: (file) => {
    const rows = file.split('\n').slice(0, -1);
    for (const row of rows) expect(row).toMatch(/^\d+\.\d{6}\t\d+\.\d{6}\t[^\t]+$/);
    expectInOrder(rows.map((row) => row.split('\t').slice(0, 2).map(Number) as [number, number]));
  },
  textgrid: (file) => {
    const [, ...tiers] = file.split(/^ {4}item \[\d+\]:$/m);
    for (const tier of tiers) {
      const times = [...tier.matchAll(/^ {12}xmin = ([\d.]+)\n {12}xmax = ([\d.]+)$/gm)];
      const spans = times.map(([, from, to]) => [Number(from), Number(to)] as const);
      expectInOrder(spans);
      for (const [index, [start]] of spans.entries()) expect(start).toBe(spans[index - 1]?.[1] ?? 0);
      expect(Number(/intervals: size = (\d+)/.exec(tier)![1])).toBe(spans.length);
      expect(tier.replace(/""/g, '').match(/"/g)!.length % 2).toBe(0);
    }
  },
  eaf: (file) => {
    const root = xmlRoot(file, 'ANNOTATION_DOCUMENT');
    const slots = new Map(
      all(root, 'TIME_SLOT').map(({ attributes: a }) => [a['TIME_SLOT_ID'], Number(a['TIME_VALUE'])]),
    );
    const tiers = all(root, 'TIER');
    const ids = tiers.map((tier) => tier.attributes['TIER_ID']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const tier of tiers) {
      if (tier.attributes['PARENT_REF']) expect(ids).toContain(tier.attributes['PARENT_REF']);
      expectInOrder(
        all(tier, 'ALIGNABLE_ANNOTATION').map(({ attributes: a }) => [
          slots.get(a['TIME_SLOT_REF1'])!,
          slots.get(a['TIME_SLOT_REF2'])!,
        ]),
      );
    }
  },
  fcpxml: (file) => {
    const root = xmlRoot(file, 'fcpxml');
    const gap = all(root, 'gap')[0]!;
    const length = fraction(gap.attributes['duration']!);
    const spans = all(root, 'caption').map(({ attributes: a }) => {
      const start = Math.round(fraction(a['offset']!) * 25);
      return [start, start + Math.round(fraction(a['duration']!) * 25)] as const;
    });
    expectInOrder(spans);
    for (const [, end] of spans) expect(end / 25).toBeLessThanOrEqual(length + 1e-6);
    for (const { attributes: a } of all(root, 'marker')) expect(fraction(a['start']!)).toBeLessThan(length);
    const styles = all(root, 'text-style-def').map(({ attributes: a }) => a['id']);
    expect(new Set(styles).size).toBe(styles.length);
  },
  otio: (file) => {
    const { OTIO_SCHEMA: schema, tracks } = JSON.parse(file);
    expect(schema).toBe('Timeline.1');
    for (const { markers } of tracks.children)
      expectInOrder(
        markers.map(({ marked_range: { start_time: start, duration } }: never) => [
          (start as { value: number }).value,
          (start as { value: number }).value + (duration as { value: number }).value,
        ]),
      );
  },
  edl: (file) => {
    const lines = file.split('\n').filter((line) => /^\d/.test(line));
    for (const line of lines) expect(line).toMatch(/^\d{3,} {2}AX {7}AA\/V {2}C {8}(\d\d:\d\d:\d\d:\d\d ?){4}$/);
    expectInOrder(lines.map((line) => line.split(/ +/).slice(4, 6).map(framesOf) as [number, number]));
  },
  html: (file) => {
    const body = file.replace(/<(style|script)>[^]*?<\/\1>/g, '');
    expect(body).not.toMatch(
      /<(?!\/?(?:html|head|meta|title|style|script|body|h1|header|input|span|label|audio|main|section|p|b|button|time|!doctype)\b)/i,
    );
    expect(body).not.toMatch(/https?:|javascript:|\son\w+=/i);
    expect(file.match(/<script/g)).toHaveLength(1);
    for (const name of ['section', 'span', 'p', 'b', 'button'])
      expect(body.split(new RegExp(`<${name}[ >]`)).length).toBe(body.split(`</${name}>`).length);
  },
};
