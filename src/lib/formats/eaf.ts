import { cleanText } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { readEaf } from './eaf-read.ts';
import type { ExportOptions, TextFormat } from './format.ts';
import { passagesOf, type Passage } from './passages.ts';
import { attributes, escapeXml } from './xml.ts';

type Annotation = { start: number; end: number; text: string };

/** ELAN's times are whole milliseconds, each in a slot that annotations point to. */
class Slots {
  readonly #lines: string[] = [];

  add(seconds: number): string {
    const id = `ts${this.#lines.length + 1}`;
    this.#lines.push(
      `        <TIME_SLOT${attributes({ TIME_SLOT_ID: id, TIME_VALUE: Math.round(seconds * 1000) })}/>\n`,
    );
    return id;
  }

  toString(): string {
    return `    <TIME_ORDER>\n${this.#lines.join('')}    </TIME_ORDER>\n`;
  }
}

class Document {
  readonly slots = new Slots();
  #annotations = 0;

  annotation({ start, end, text }: Annotation): string {
    const about = attributes({
      ANNOTATION_ID: `a${++this.#annotations}`,
      TIME_SLOT_REF1: this.slots.add(start),
      TIME_SLOT_REF2: this.slots.add(end),
    });
    return (
      `        <ANNOTATION>\n            <ALIGNABLE_ANNOTATION${about}>\n` +
      `                <ANNOTATION_VALUE>${escapeXml(text)}</ANNOTATION_VALUE>\n` +
      '            </ALIGNABLE_ANNOTATION>\n        </ANNOTATION>\n'
    );
  }

  tier(about: Record<string, string | null>, annotations: readonly Annotation[]): string {
    return `    <TIER${attributes(about)}>\n${annotations.map((each) => this.annotation(each)).join('')}    </TIER>\n`;
  }
}

/** Passages by who speaks, in order of first words. Without names, all in one tier. */
const grouped = (passages: readonly Passage[], options: ExportOptions): Map<string | null, Passage[]> => {
  const groups = new Map<string | null, Passage[]>();
  for (const passage of passages) {
    const key = options.speakers ? passage.speakerId : null;
    const group = groups.get(key);
    if (group) group.push(passage);
    else groups.set(key, [passage]);
  }
  return groups;
};

const tiersOf = (document: Document, transcript: Transcript, options: ExportOptions): string => {
  const names = new Set<string>();
  const unique = (name: string): string => {
    let free = name;
    for (let count = 2; names.has(free); count++) free = `${name} ${count}`;
    names.add(free);
    return free;
  };
  return [...grouped(passagesOf(transcript), options).values()]
    .map((passages) => {
      const participant = options.speakers ? passages[0]!.speaker : null;
      const id = unique(participant ?? 'paragraphs');
      const about = { PARTICIPANT: participant, LINGUISTIC_TYPE_REF: 'utterance', TIER_ID: id };
      const words = { ...about, LINGUISTIC_TYPE_REF: 'word', TIER_ID: unique(`${id} words`), PARENT_REF: id };
      const said = passages.flatMap((passage) => passage.words);
      return document.tier(about, passages) + document.tier(words, said);
    })
    .join('');
};

const types =
  '    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>\n' +
  '    <LINGUISTIC_TYPE CONSTRAINTS="Included_In" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="word" TIME_ALIGNABLE="true"/>\n' +
  '    <CONSTRAINT DESCRIPTION="Time alignable annotations within the parent annotation\'s time interval, gaps are allowed" STEREOTYPE="Included_In"/>\n';

/** ELAN's annotation file (EAF 3.0): a tier of paragraphs for each speaker, and one of their words below it. */
export const eaf: TextFormat<'eaf'> = {
  id: 'eaf',
  extension: 'eaf',
  mime: 'application/xml',
  uses: ['speakers', 'title'],
  write: (transcript, options) => {
    const document = new Document();
    const tiers = tiersOf(document, transcript, options);
    const about = attributes({ AUTHOR: '', DATE: '1970-01-01T00:00:00+00:00', FORMAT: '3.0', VERSION: '3.0' });
    const title = cleanText(options.title ?? '');
    const property = title ? `        <PROPERTY NAME="title">${escapeXml(title)}</PROPERTY>\n` : '';
    return (
      `<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT${about}>\n` +
      `    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">\n${property}    </HEADER>\n` +
      `${document.slots}${tiers}${types}</ANNOTATION_DOCUMENT>\n`
    );
  },
  accepts: ({ text }) => /<ANNOTATION_DOCUMENT[\s>]/.test(text.slice(0, 4000)),
  read: readEaf,
};
