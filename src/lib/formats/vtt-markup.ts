import type { Cue } from '$lib/domain/cues.ts';

/**
 * What a WebVTT file says of looks, kept word for word: STYLE and REGION blocks, cue settings, and the spans words stand in
 * (W3C WebVTT, sections 4.1 to 4.4). Ruby, which needs two texts at once, is not.
 */

const names = String.raw`(?:\.[^\s.<>&]+)*`;
const openTag = new RegExp(`<[bciu]${names}>|<lang${names} [\\dA-Za-z-]+>`, 'g');
const nameOf = (tag: string): string => /^[a-z]+/.exec(tag.slice(1))![0];

/** The spans of a word, outermost first, as their opening tags; what is none is passed over. */
export const spansOf = (markup: string | undefined): readonly string[] => markup?.match(openTag) ?? [];

/**
 * Spans that are open at one place of a cue, as its text is read tag by tag: an end tag ends the innermost one if it is of its
 * name, and is passed over otherwise (W3C WebVTT, section 6.4). A voice is one of them, though only its classes are kept here.
 */
export class OpenSpans {
  #open: readonly { name: string; markup: string }[] = [];

  /** Takes a tag without its brackets; tells whether the spans that hold are others now. */
  take(tag: string): boolean {
    const before = this.markup;
    if (tag.startsWith('/')) {
      if (this.#open.at(-1)?.name === tag.slice(1).trim()) this.#open = this.#open.slice(0, -1);
    } else this.#open = [...this.#open, ...opened(tag)];
    return this.markup !== before;
  }

  get markup(): string {
    return this.#open.map(({ markup }) => markup).join('');
  }
}

const opened = (tag: string): { name: string; markup: string }[] => {
  const [head = '', ...rest] = tag.split(/[ \t\n]+/);
  const name = /^[a-z]+/.exec(head)?.[0] ?? '';
  if (head === 'v') return [{ name, markup: '' }];
  const classes = name === 'v' ? `c${head.slice(1)}` : head;
  const plain = `<${[classes, ...(name === 'lang' ? rest : [])].join(' ')}>`;
  return spansOf(plain)[0] === plain ? [{ name, markup: plain }] : [];
};

const setting = new RegExp(
  [
    'vertical:(?:rl|lr)',
    String.raw`line:-?\d+(?:\.\d+)?%?(?:,(?:start|center|end))?`,
    String.raw`position:\d+(?:\.\d+)?%(?:,(?:line-left|center|line-right))?`,
    String.raw`size:\d+(?:\.\d+)?%`,
    'align:(?:start|center|end|left|right)',
    String.raw`region:(?!\S*-->)\S+`,
  ].join('|'),
);
const wholeSetting = new RegExp(`^(?:${setting.source})$`);

/** The settings behind the times of a cue, those that are some; empty for none. */
export const cueSettings = (text: string): string =>
  text
    .split(/[ \t]+/)
    .filter((part) => wholeSetting.test(part))
    .join(' ');

const control = /(?![\n\t])\p{Cc}/gu;

/** True for the lines of a block that says how cues look. */
export const isLookBlock = (lines: readonly string[]): boolean =>
  /^(?:STYLE|REGION)[ \t]*$/.test(lines[0] ?? '') && lines.every((line) => line !== '' && !line.includes('-->'));

/** The blocks as they may stand in a file. */
export const lookBlocks = (blocks: readonly string[] = []): string[] =>
  blocks
    .map((block) => block.toWellFormed().replace(/\r\n?/g, '\n').replace(control, ''))
    .filter((block) => isLookBlock(block.split('\n')));

const closing = (tags: readonly string[]): string =>
  tags
    .toReversed()
    .map((tag) => `</${nameOf(tag)}>`)
    .join('');

const shared = (one: readonly string[], other: readonly string[]): number => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
};

/** The words of a cue on its lines, in their spans, `before` in front of each. */
export const markedLines = (
  cue: Cue,
  show: (text: string) => string,
  before: (word: Cue['words'][number]) => string,
) => {
  let [out, at] = ['', 0];
  let open: readonly string[] = [];
  const put = (word: Cue['words'][number], gap: string): void => {
    const spans = spansOf(word.markup);
    const kept = shared(open, spans);
    out += closing(open.slice(kept)) + gap + spans.slice(kept).join('') + before(word) + show(word.text);
    open = spans;
  };
  for (const [index, line] of cue.lines.entries()) {
    let [rest, gap] = [line, index > 0 ? '\n' : ''];
    while (at < cue.words.length && rest !== '') {
      const word = cue.words[at++]!;
      if (rest.startsWith(' ')) [rest, gap] = [rest.slice(1), `${gap} `];
      put(word, gap);
      [rest, gap] = [rest.slice(word.text.length), ''];
    }
  }
  return out + closing(open);
};
