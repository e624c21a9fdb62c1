import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toFileName } from './file-name.ts';

/** Any code points, lone surrogates among them; quicker to set up than the strings fast-check makes of them. */
const anyText = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength }).map((codes) => String.fromCodePoint(...codes));

it.each([
  ['Interview 3', 'Interview 3.srt'],
  ['a/b\\c:d*e?"f<g>h|i', 'a b c d e f g h i.srt'],
  ['..\\..\\etc\\passwd', 'etc passwd.srt'],
  ['.hidden', 'hidden.srt'],
  ['CON', 'transcript CON.srt'],
  ['com1.txt', 'transcript com1.txt.srt'],
  ['', 'transcript.srt'],
  ['...', 'transcript.srt'],
  ['gpj\u202etxt.exe', 'gpj txt.exe.srt'],
  ['Straße 日本語 👩‍👧', 'Straße 日本語 👩‍👧.srt'],
])('%j becomes %j', (title, name) => {
  expect(toFileName(title, 'srt')).toBe(name);
});

it('cuts a long title between characters', () => {
  const name = toFileName('👩‍👧'.repeat(100), 'srt');
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
  expect(name.isWellFormed()).toBe(true);
});

it('fits every file system, whatever the title', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(anyText(120), (title) => {
      const name = toFileName(title, 'json');
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
      expect(name).not.toMatch(/[/\\\p{Cc}]|^[. ]|\.\./u);
      expect(name.isWellFormed()).toBe(true);
    }),
  );
});
