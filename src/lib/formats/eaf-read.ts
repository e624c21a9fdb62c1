import type { ImportedTranscript } from './format.ts';
import { fromTurns, joinedAsIn, shareTime, unreadable, type SaidWord, type Turn } from './imported.ts';
import { attribute, childElements, descendants, parseRoot, type XmlElement } from './xml.ts';

type Annotation = { start: number; end: number; text: string };
type Tier = { id: string; parent: string | null; participant: string | null; annotations: Annotation[] };

/** Annotations with times of their own, in order. Those that only refer to another one carry no speech of their own. */
const annotationsOf = (tier: XmlElement, slots: ReadonlyMap<string, number>): Annotation[] => {
  const found = descendants(tier, 'ALIGNABLE_ANNOTATION').flatMap((element): Annotation[] => {
    const start = slots.get(attribute(element, 'TIME_SLOT_REF1') ?? '');
    const end = slots.get(attribute(element, 'TIME_SLOT_REF2') ?? '');
    const text = childElements(element, 'ANNOTATION_VALUE')[0]?.text.trim() ?? '';
    return start === undefined || end === undefined || end <= start || text === '' ? [] : [{ start, end, text }];
  });
  return found.sort((one, other) => one.start - other.start);
};

const slotsOf = (root: XmlElement): Map<string, number> => {
  const slots = new Map<string, number>();
  for (const slot of descendants(root, 'TIME_SLOT')) {
    const [id, value] = [attribute(slot, 'TIME_SLOT_ID'), attribute(slot, 'TIME_VALUE')];
    // A slot without a value stands between two others and is not aligned.
    if (id && value && /^\d{1,12}$/.test(value)) slots.set(id, Number(value) / 1000);
  }
  return slots;
};

const wordsIn = ({ start, end, text }: Annotation, words: readonly Annotation[], from: number): SaidWord[] => {
  let to = from;
  while (to < words.length && words[to]!.start < end) to++;
  const said = joinedAsIn(text, words.slice(from, to));
  const isWhole =
    said
      .map((word) => word.text)
      .join('')
      .replace(/\s/gu, '') === text.replace(/\s/gu, '');
  return isWhole ? said : shareTime(text, start, end);
};

const turnsOf = (tier: Tier, words: readonly Annotation[]): (Turn & { start: number })[] => {
  let from = 0;
  return tier.annotations.map((annotation) => {
    while (from < words.length && words[from]!.start < annotation.start) from++;
    const said = wordsIn(annotation, words, from);
    return { start: annotation.start, speaker: tier.participant, words: said, opens: true };
  });
};

const tiersOf = (root: XmlElement): Tier[] => {
  const slots = slotsOf(root);
  return childElements(root, 'TIER').map((tier) => {
    const [id, participant] = [attribute(tier, 'TIER_ID') ?? '', attribute(tier, 'PARTICIPANT')];
    return { id, participant, parent: attribute(tier, 'PARENT_REF'), annotations: annotationsOf(tier, slots) };
  });
};

/** Tiers without a parent are turns, the first aligned one below each its words. */
export const readEaf = (text: string): ImportedTranscript => {
  const root = parseRoot(text, 'ANNOTATION_DOCUMENT');
  try {
    const tiers = tiersOf(root);
    const tops = tiers.filter(({ parent }) => parent === null);
    // Tiers that nobody filled in a participant for are named by their id, where there is more than one.
    const isNamed = tops.length > 1;
    const turns = tops.flatMap((tier) => {
      const words = tiers.find(({ parent, annotations }) => parent === tier.id && annotations.length > 0);
      const participant = tier.participant || (isNamed ? tier.id : null);
      return turnsOf({ ...tier, participant }, words?.annotations ?? []);
    });
    return fromTurns(turns.sort((one, other) => one.start - other.start));
  } catch (cause) {
    throw unreadable('eaf', cause);
  }
};
