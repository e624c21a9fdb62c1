import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { doors, may } from '../eslint.config.js';

/**
 * The tree is the architecture. ESLint refuses an arrow that climbs as it is written; this test reads the files itself,
 * so that a rule that was switched off, or that ESLint cannot see (cycles, the shape of the tree), is still found.
 */
const filesUnder = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });

const isCode = (path: string) => /\.(ts|js|svelte)$/.test(path);
const isTest = (path: string) => /\.test\.ts$/.test(path);

const library = filesUnder('src/lib').filter((path) => isCode(path) && !isTest(path));
const routes = filesUnder('src/routes').filter((path) => isCode(path) && !isTest(path));

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** What a file imports, with comments left out and types told apart. */
const importsOf = (path: string): { target: string; isType: boolean }[] => {
  const code = withoutComments(readFileSync(path, 'utf8'));
  const fixed = [...code.matchAll(/(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]/g)];
  const lazy = [...code.matchAll(/import\(\s*['"]([^'"]+)['"]\s*\)/g)];
  const found = [
    ...fixed.map(([, type, target]) => ({ target: target!, isType: type !== undefined })),
    ...lazy.map(([, target]) => ({ target: target!, isType: false })),
  ];
  return found.map(({ target, isType }) => ({ target: target.replace(/\?.*$/, ''), isType }));
};

/** The file of ours behind an import, or undefined for a package. */
const resolveOwn = (from: string, target: string): string | undefined => {
  if (target.startsWith('$lib/')) return normalize(target.replace('$lib/', 'src/lib/'));
  if (target.startsWith('.')) return normalize(join(dirname(from), target));
  return undefined;
};

/** `core` of `src/lib/core/errors.ts`; `routes` of a route. */
const layerOf = (path: string): string | undefined => {
  const [root, second, third] = path.split('/');
  if (root !== 'src') return undefined;
  return second === 'lib' ? third : second;
};

const allowed: Record<string, readonly string[]> = {
  ...(may as Record<string, string[]>),
  routes: ['app', 'ui', 'state', 'i18n', 'core'],
};

const arrows = [...library, ...routes].flatMap((from) =>
  importsOf(from).map(({ target, isType }) => ({ from, target, isType, own: resolveOwn(from, target) })),
);

describe('arrows', () => {
  test('each folder imports only what the table allows it', () => {
    const climbing = arrows.filter(({ from, own }) => {
      const layer = layerOf(from)!;
      const other = own && layerOf(own);
      return other && other in may && other !== layer && !allowed[layer]?.includes(other);
    });
    expect(climbing.map(({ from, target }) => `${from} -> ${target}`)).toEqual([]);
  });

  test('each heavy package is known behind its door only', () => {
    const packageOf = (target: string) =>
      target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
    const outside = arrows.filter(({ from, target, own }) => {
      const owners = own ? undefined : (doors as Record<string, string[]>)[packageOf(target)];
      return owners && !owners.includes(layerOf(from)!);
    });
    expect(outside.map(({ from, target }) => `${from} -> ${target}`)).toEqual([]);
  });

  test('every import of ours leads to a file', () => {
    const generated = /^(\$app|\$env|\$service-worker|virtual:)/;
    const lost = arrows.filter(({ own, target }) => own && !generated.test(target) && !existsSync(own));
    expect(lost.map(({ from, target }) => `${from} -> ${target}`)).toEqual([]);
  });

  test('no file imports itself in a circle', () => {
    const graph = new Map<string, string[]>();
    for (const { from, own, isType } of arrows) {
      if (own && !isType) graph.set(from, [...(graph.get(from) ?? []), own]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, way: string[]): void => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
      if (done.has(file) || way.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('the tree', () => {
  test.each([
    ...['package.json', 'svelte.config.js', 'vite.config.ts', 'README.md', 'LICENSE', 'src', 'src/routes'],
    ...['src/lib/pipelines', 'src/lib/workers', 'src/lib/db', 'static', 'tests', 'src/service-worker.ts'],
  ])('%s is where the card wants it', (path) => expect(existsSync(path)).toBe(true));

  test('src/lib holds the folders of the table and no other', () => {
    expect(readdirSync('src/lib').filter((name) => !(name in may))).toEqual([]);
  });

  test('each worker is a thread, an engine and a client', () => {
    const folders = filesUnder('src/lib/workers')
      .filter((path) => path.endsWith('.worker.ts'))
      .map(dirname);
    const incomplete = folders.filter(
      (folder) => !['client.ts', 'engine.ts'].every((name) => existsSync(join(folder, name))),
    );
    expect(incomplete).toEqual([]);
  });

  test('no file is longer than 300 lines of code', () => {
    const lines = (path: string) =>
      withoutComments(readFileSync(path, 'utf8'))
        .split('\n')
        .filter((line) => line.trim() !== '').length;
    const long = [...library, ...routes].filter((path) => isCode(path) && lines(path) > 300);
    expect(long.map((path) => `${relative('.', path)}: ${lines(path)}`)).toEqual([]);
  });

  test('nothing is switched off in the code', () => {
    const off = /eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error/;
    expect([...library, ...routes].filter((path) => off.test(readFileSync(path, 'utf8')))).toEqual([]);
  });
});
