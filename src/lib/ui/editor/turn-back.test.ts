import { describe, expect, it } from 'vitest';
import { sampleParagraph } from '../../../../tests/fakes/samples.ts';
import { caretPlace } from './turn-back.ts';

const paragraphs = ['a', 'b', 'c'].map((id) => sampleParagraph(id, ['one', id, 'two']));
const [a, b, c] = paragraphs as [(typeof paragraphs)[0], (typeof paragraphs)[0], (typeof paragraphs)[0]];
const reading = (id: string, ...words: string[]) => sampleParagraph(id, words);

describe('where the caret goes with an undo', () => {
  it('to the first paragraph that reads another way, behind what changed', () => {
    expect(caretPlace('a', paragraphs, [a, reading('b', 'one', 'more'), c])).toEqual({ id: 'b', offset: 8 });
  });

  it('nowhere where something changes right here, or nothing that is read', () => {
    expect(caretPlace('b', paragraphs, [reading('a', 'x'), reading('b', 'y'), c])).toBeNull();
    expect(
      caretPlace(
        'a',
        paragraphs,
        paragraphs.map((each) => ({ ...each, speaker: 's2' })),
      ),
    ).toBeNull();
    expect(caretPlace('a', paragraphs, paragraphs)).toBeNull();
  });

  it('to the joint where the paragraph it was in is gone, and to the end where the last one is', () => {
    const whole = { ...a, words: [...a.words, ...b.words] };
    expect(caretPlace('b', paragraphs, [whole, c])).toEqual({ id: 'a', offset: 'one a two'.length });
    expect(caretPlace('c', paragraphs, [a, b])).toMatchObject({ id: 'b' });
  });
});
