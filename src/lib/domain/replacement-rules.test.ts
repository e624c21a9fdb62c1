import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import { learnRules, parseRules, parseYamlRules, writeRules } from './replacement-rules.ts';

describe('parseRules', () => {
  it('reads CSV, arrows and words that are right', () => {
    const text = '\uFEFFheard,written\n# names\neco flow => EchoFlow\n"a, b";"c ""d"""\nZoë\n\nECO FLOW,other';
    expect(parseRules(text)).toEqual([
      { heard: 'eco flow', written: 'EchoFlow' },
      { heard: 'a, b', written: 'c "d"' },
      { heard: 'Zoë', written: '' },
    ]);
  });

  it('reads YAML as a map, a list of words or of pairs', async () => {
    expect(await parseYamlRules('eco flow: EchoFlow\nten: 10')).toEqual([
      { heard: 'eco flow', written: 'EchoFlow' },
      { heard: 'ten', written: '10' },
    ]);
    expect(await parseYamlRules('- Zoë\n- { heard: eco, written: echo }')).toEqual([
      { heard: 'Zoë', written: '' },
      { heard: 'eco', written: 'echo' },
    ]);
    expect(await parseYamlRules('just a text')).toEqual([]);
  });

  it('gives back what was written', () => {
    const text = fc.stringMatching(/^[a-zäß][a-zäß ,"=>]{0,12}[a-zäß]$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ heard: text, written: text }), { selector: ({ heard }) => heard }),
        (rules) => {
          expect(parseRules(`x, y\n${writeRules(rules)}`).slice(1)).toEqual(rules.filter(({ heard }) => heard !== 'x'));
        },
      ),
    );
  });
});

it('learns from words that were corrected', () => {
  const machine = transcriptOf(['We use eco here, eco there.']);
  const transcript = structuredClone(machine);
  for (const index of [2, 4]) {
    const word = transcript.paragraphs[0].words[index];
    Object.assign(word, { text: 'Echo', origin: 'edited', id: `new-${index}` });
  }
  expect(learnRules(machine, transcript)).toEqual([{ heard: 'eco', written: 'Echo', count: 2 }]);
});
