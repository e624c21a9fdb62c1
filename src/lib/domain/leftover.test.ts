import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { leftoverOf, withLeftover } from './leftover.ts';

const schema = v.object({
  title: v.string(),
  head: v.object({ size: v.number() }),
  items: v.array(v.object({ id: v.string(), text: v.string() })),
});

it('finds nothing where everything is known', () => {
  const file = { title: 'a', head: { size: 1 }, items: [{ id: 'x', text: 'y' }] };
  expect(leftoverOf(file, v.parse(schema, file))).toBeUndefined();
});

it('gives back exactly what was read, whatever a newer program wrote', () => {
  const extra = fc.dictionary(fc.stringMatching(/^x[a-z]{1,5}$/), fc.jsonValue(), { maxKeys: 3 });
  const file = fc
    .record({
      more: extra,
      head: extra,
      items: fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), extra), { selector: ([id]) => id }),
    })
    .map(({ more, head, items }) => ({
      ...{ title: 'a', ...more, head: { size: 1, ...head } },
      items: items.map(([id, own]) => ({ id, text: id, ...own })),
    }));
  fc.assert(
    fc.property(file, (whole) => {
      const known = v.parse(schema, whole);
      expect(withLeftover(known, leftoverOf(whole, known))).toEqual(whole);
    }),
  );
});

it('goes with its item when the list is changed, and away with it', () => {
  const whole = {
    items: [
      { id: 'a', text: '1', mood: 'x' },
      { id: 'b', text: '2', mood: 'y' },
    ],
  };
  const known = { items: whole.items.map(({ id, text }) => ({ id, text })) };
  const left = leftoverOf(whole, known);
  expect(withLeftover({ items: [{ id: 'b', text: 'new' }] }, left)).toEqual({
    items: [{ id: 'b', text: 'new', mood: 'y' }],
  });
});
