import { Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Node, type Pair } from 'yaml';

/** The door to the `yaml` package. Lines and columns count from 1. */
export type YamlPosition = { line: number; column: number };
export type YamlProblem = YamlPosition & { message: string };
export type YamlPath = readonly (string | number)[];

export type YamlReading = {
  /** Plain data. */
  value: unknown;
  /** Where the key of a path stands, or its value; of the nearest parent where the path does not exist. */
  positionOf(path: YamlPath, part: 'key' | 'value'): YamlPosition;
};

const positionAt = (counter: LineCounter, offset: number): YamlPosition => {
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
};

const findPair = (node: unknown, key: string | number): Pair | undefined =>
  isMap(node) ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key) : undefined;

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? (node as Node).range?.[0] : undefined);

const seek = (document: Document.Parsed, path: YamlPath, part: 'key' | 'value'): number => {
  let offset = 0;
  let node: unknown = document.contents;
  for (const [index, key] of path.entries()) {
    const pair = findPair(node, key);
    if (!pair || !isPair(pair)) break;
    const takesKey = part === 'key' || index < path.length - 1 || pair.value === null;
    offset = offsetOf(takesKey ? pair.key : pair.value) ?? offset;
    node = pair.value;
  }
  return offset;
};

/** Reads one YAML 1.2 document: the data with its positions, or every syntax error with its place. */
export const readYaml = (
  text: string,
): { ok: true; reading: YamlReading } | { ok: false; problems: readonly YamlProblem[] } => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      ...positionAt(counter, error.pos[0]),
      message: error.message,
    }));
    return { ok: false, problems };
  }
  const positionOf: YamlReading['positionOf'] = (path, part) => positionAt(counter, seek(document, path, part));
  try {
    return { ok: true, reading: { value: document.toJS() as unknown, positionOf } };
  } catch (error) {
    // The only throw left: aliases that would expand without bound.
    return { ok: false, problems: [{ line: 1, column: 1, message: (error as Error).message }] };
  }
};

const note = (document: Document, path: string[], comment: string): void => {
  const pair = findPair(path.length > 1 ? document.getIn(path.slice(0, -1)) : document.contents, path.at(-1)!);
  if (!pair || !isScalar(pair.key)) return;
  pair.key.commentBefore = comment
    .split('\n')
    .map((line) => ' ' + line)
    .join('\n');
};

/** Writes plain data as YAML, with a comment above each dotted path that has one. */
export const writeYaml = (value: unknown, comments: Readonly<Record<string, string>> = {}, heading = ''): string => {
  const document = new Document(value);
  if (heading) document.commentBefore = ' ' + heading;
  for (const [path, comment] of Object.entries(comments)) note(document, path.split('.'), comment);
  return document.toString({ lineWidth: 0, commentString: (text) => text.replace(/^/gm, '#') });
};
