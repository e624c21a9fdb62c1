import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import { givesAway, secretsOf } from './redaction-secrets.ts';
import type { Redaction } from './transcript-marks.ts';

/** Whether a title tells what is hidden in a transcript of which all words but "said" are redacted. */
const tells = (hidden: string, title: string, kind: Redaction['kind'] = 'name'): boolean => {
  const transcript = transcriptOf([`said ${hidden}`]);
  const words = transcript.paragraphs[0].words.slice(1).map(({ id }) => id);
  return givesAway(title, secretsOf({ ...transcript, redactions: [{ id: 'r', kind, words }] }));
};

describe('givesAway', () => {
  it.each([
    ['Anna', 'Anna’s birthday'],
    ['Anna', "ANNA'S birthday"],
    ['Anna', 'Interview_Anna.wav'],
    ['Anna', 'InterviewAnna2026'],
    ['Anna', 'Annas Geburtstag'],
    ['Quartz’s', 'Mrs Quartz'],
    ['Quartz', 'The Quartzes'],
    ['Smith-Jones', 'Mrs Jones'],
    ['Mrs Jones', 'Smith-Jones'],
    ["O'Brien", 'obrien 3'],
    ['McDonald', 'mcdonald'],
    ['Bo', 'Talk with Bo'],
    ['José', 'Jose.mp3'],
    ['Jose', 'Jose\u0301 speaks'],
    ['田中', '田中さんとの話'],
    ['李', '李先生'],
    ['Анна,', 'анна'],
  ])('"%s" is told by "%s"', (hidden, title) => expect(tells(hidden, title)).toBe(true));

  it.each([
    ['555 0199', 'Call 555-0199', 'phone'],
    ['0155 501 99', 'Nr 015550199x', 'phone'],
    ['ada@quartz.org', 'quartz', 'email'],
  ] as const)('"%s" is told by "%s" (%s)', (hidden, title, kind) => expect(tells(hidden, title, kind)).toBe(true));

  it.each([
    ['Anna', 'Annapolis in May'],
    ['Bo', 'Bob and the boat'],
    ['Art', 'A part of it'],
    ['the and for', 'the end of this and that'],
  ])('"%s" is not told by "%s"', (hidden, title) => expect(tells(hidden, title)).toBe(false));

  it('a word of two letters that is no name tells nothing', () => expect(tells('go', 'Go on', 'custom')).toBe(false));

  it('nothing redacted is told by nothing', () =>
    expect(givesAway('Anna', secretsOf(transcriptOf(['Anna'])))).toBe(false));
});
