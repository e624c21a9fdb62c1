import { toFileName } from './file-name.ts';

/** What a template of a file name can name. */
export const namePlaceholders = ['title', 'date', 'time', 'language', 'speakers', 'format', 'revision'] as const;
export type NamePlaceholder = (typeof namePlaceholders)[number];
export type NameFacts = Readonly<Record<NamePlaceholder, string>>;

const placeholder = /\{([^{}]*)\}/g;

const isKnown = (name: string): name is NamePlaceholder => (namePlaceholders as readonly string[]).includes(name);

/** What stands in braces and is no placeholder. */
export const unknownPlaceholders = (template: string): string[] =>
  [...template.matchAll(placeholder)].map(([, name]) => name!).filter((name) => !isKnown(name));

/** The file a template names, valid on every system. What it does not know stays as it is written. */
export const fileNameFrom = (template: string, facts: NameFacts, extension: string): string => {
  const filled = template.replace(placeholder, (whole, name: string) => (isKnown(name) ? facts[name] : whole));
  return toFileName(filled.trim() === '' ? facts.title : filled, extension);
};

/** Each name once: a second one of the same name gets a number, whatever the case of its letters. */
export const distinctNames = (names: readonly string[]): string[] => {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    let free = name;
    for (let count = 2; taken.has(free.toLowerCase()); count++)
      free = `${name.slice(0, dot)} ${count}${name.slice(dot)}`;
    taken.add(free.toLowerCase());
    return free;
  });
};
