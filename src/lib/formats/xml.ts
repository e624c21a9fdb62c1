import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import { AppError } from '$lib/core/errors.ts';

/** What XML 1.0 cannot hold, not even as a reference: most control characters and two non-characters. */
const forbidden = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as content or attribute of XML and HTML. With `>` escaped too, `]]>` and `-->` cannot remain. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(forbidden, '')
    .replace(/[&<>"']/g, (character) => references[character]!);

/** Attributes in the order given; those that are null are left out. */
export const attributes = (values: Readonly<Record<string, string | number | null>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');

/**
 * The root element of a file. Entities of a DTD are not known to the parser and nothing outside is ever loaded, so a
 * file can neither grow nor reach anything. Throws `format/unreadable`.
 */
export const parseRoot = (text: string, rootName: string): XmlElement => {
  try {
    const { root } = parseXml(text.replace(/^\ufeff/, ''), { ignoreUndefinedEntities: true });
    if (root && localName(root) === rootName) return root;
  } catch (cause) {
    throw new AppError('format/unreadable', { cause, detail: { format: rootName } });
  }
  throw new AppError('format/unreadable', { detail: { format: rootName } });
};

/** The name without its prefix: namespaces are written with any prefix, or with none. */
export const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1);

/** An attribute by its local name. */
export const attribute = (element: XmlElement, name: string): string | null => {
  const found = Object.keys(element.attributes).find((key) => key === name || key.endsWith(`:${name}`));
  return found === undefined ? null : element.attributes[found]!;
};

export const childElements = (element: XmlElement, name?: string): XmlElement[] =>
  element.children.filter(
    (child): child is XmlElement => child instanceof XmlElement && (!name || localName(child) === name),
  );

/** All elements of a name at any depth, in document order. */
export const descendants = (element: XmlElement, name: string): XmlElement[] =>
  childElements(element).flatMap((child) => [
    ...(localName(child) === name ? [child] : []),
    ...descendants(child, name),
  ]);

export const isText = (node: unknown): node is XmlText => node instanceof XmlText;
export const isElement = (node: unknown): node is XmlElement => node instanceof XmlElement;
export type { XmlElement } from '@rgrove/parse-xml';
