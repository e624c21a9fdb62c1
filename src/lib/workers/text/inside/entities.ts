import type { Entity, EntityKind } from '$lib/domain/analysis.ts';
import type { Sentence } from '$lib/domain/sentences.ts';
import type { nlp as Nlp } from './text-compromise.ts';
import { placeIn } from './places.ts';

type Compromise = typeof Nlp;
/** A name in a text, by UTF-16 offsets. */
export type Named = { kind: EntityKind; text: string; start: number; end: number };

type Found = { text: string; offset: { start: number; length: number } };

const notNames =
  /^(i|we|you|he|she|they|mr|mrs|ms|dr|god|hello|hi|okay|yeah|um|uh|mom|dad|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|july|september|october|november|december)$/iu;
/** Institutions are written with capitals throughout: "Location data" only begins a sentence. */
const institution = /^\p{Lu}\S*(?: (?:of|and|the|for|de|&|\p{Lu}\S*))*$/u;
/** Fields and sciences, ways and buildings that are taken for institutions when they are written small. */
const edges = /^[\s"'“‘([,.]+|[\s"'”’)\],.;:!?]+$|['’]s?$/gu;

const trimmed = (text: string, start: number): { text: string; start: number } => {
  const head = /^[\s"'“‘([,.]*/u.exec(text)![0].length;
  const clean = text.slice(head).replace(edges, '').replace(edges, '');
  return { text: clean, start: start + head };
};

const isName = (text: string): boolean => /\p{Lu}/u.test(text) && !notNames.test(text);

/** Names in one text, found by compromise; the longer of two that overlap. Only what is written with a capital counts. */
export const namesIn = (nlp: Compromise, text: string): Named[] => {
  const doc = nlp(text);
  const kinds: [EntityKind, Found[]][] = [
    ['person', doc.people().json({ offset: true }) as Found[]],
    ['place', doc.places().json({ offset: true }) as Found[]],
    ['organisation', doc.organizations().json({ offset: true }) as Found[]],
  ];
  const all = kinds.flatMap(([kind, found]) =>
    found.map(({ offset }): Named => {
      const raw = text.slice(offset.start, offset.start + offset.length);
      const clean = trimmed(raw, offset.start);
      return { kind, ...clean, end: clean.start + clean.text.length };
    }),
  );
  const kept: Named[] = [];
  const isMeant = ({ kind, text: name }: Named) => isName(name) && (kind !== 'organisation' || institution.test(name));
  for (const name of all.filter(isMeant).sort((a, b) => b.text.length - a.text.length)) {
    if (kept.every((other) => name.end <= other.start || name.start >= other.end)) kept.push(name);
  }
  return kept.sort((a, b) => a.start - b.start);
};

/** Half a second of work or less, so that a stop is heard. */
const sentencesAtOnce = 50;

/** Lets messages in: the signal's own port is one of them. */
const breathe = async (signal: AbortSignal): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
};

/** Names of a whole text: a part of a longer name said elsewhere ("Sarah" of "Sarah Chen") is counted with it. */
export const entitiesOf = async (
  nlp: Compromise,
  sentences: readonly Sentence[],
  signal: AbortSignal,
): Promise<Entity[]> => {
  const found = new Map<string, Entity & { text: string }>();
  for (const [index, sentence] of sentences.entries()) {
    if (index % sentencesAtOnce === 0) await breathe(signal);
    for (const { kind, text, start, end } of namesIn(nlp, sentence.text)) {
      const place = placeIn(sentence, start, end);
      const key = `${kind} ${text.toLowerCase()}`;
      const entity = found.get(key) ?? { text, kind, places: [] };
      if (place) entity.places.push(place);
      found.set(key, entity);
    }
  }
  return joinParts([...found.values()]).sort((a, b) => b.places.length - a.places.length);
};

const joinParts = (entities: readonly Entity[]): Entity[] => {
  const wholes = entities.filter(({ text }) => text.includes(' '));
  const joined = new Map<Entity, Entity>(entities.map((entity) => [entity, { ...entity, places: [...entity.places] }]));
  for (const part of entities) {
    if (part.kind !== 'person' || part.text.includes(' ')) continue;
    const owners = wholes.filter(({ kind, text }) => kind === 'person' && text.split(' ').includes(part.text));
    if (owners.length !== 1) continue;
    joined.get(owners[0]!)!.places.push(...part.places);
    joined.delete(part);
  }
  return [...joined.values()];
};
