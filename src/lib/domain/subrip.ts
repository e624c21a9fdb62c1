/**
 * SubRip has no escapes: `<i>`, `{\an8}` and `-->` in a text are taken for markup. A word joiner (U+2060, invisible)
 * inside such a sequence makes it plain text everywhere; reading takes it out again.
 */
export const toSubrip = (line: string): string =>
  line
    .replace(/--(?=>)/g, '--\u2060')
    .replace(/<(?=[/a-z])/gi, '<\u2060')
    .replace(/\{(?=[\\a-z])/gi, '{\u2060');

export const fromSubrip = (line: string): string => line.replace(/(--|[<{])\u2060/g, '$1');
