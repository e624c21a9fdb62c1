import { toCsv } from '$lib/core/csv.ts';
import { Scope } from '$lib/core/scope.ts';
import { en } from '$lib/i18n/en.ts';
import type { Chart } from './chart.ts';

/** All rows of a chart as a file for spreadsheets: what the table shows, with the values themselves. */
export const chartCsv = ({ nameHeading, unit, rows, columns = [] }: Chart): Blob => {
  const { detail } = en.insights.columns;
  const lines = rows.map((row) => [row.name, row.value, row.detail ?? '', ...(row.cells ?? [])]);
  return new Blob([toCsv([[nameHeading, unit, detail, ...columns], ...lines])], { type: 'text/csv' });
};

const margin = 24;
const heading = 64;
const copied = ['fill', 'stroke', 'stroke-width', 'font-size', 'font-weight', 'text-anchor'] as const;

/** Colours of this browser as every program reads them: styles may hold `oklch()`. */
const plainColour = (colour: string): string => {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 0 ? 'none' : `rgb(${red}, ${green}, ${blue})`;
};

/** Writes what the page's styles say into the copy itself. */
const inlineStyles = (from: Element, to: Element): void => {
  const style = getComputedStyle(from);
  for (const name of copied) {
    const value = style.getPropertyValue(name);
    to.setAttribute(name, name === 'fill' || name === 'stroke' ? plainColour(value) : value);
  }
  to.removeAttribute('class');
  Array.from(from.children).forEach((child, index) => inlineStyles(child, to.children[index]!));
};

const textAt = (y: number, size: number, weight: number, text: string): SVGTextElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  const attributes = { x: margin, y, 'font-size': size, 'font-weight': weight };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = text;
  return element;
};

/** Links of the app lead nowhere outside it. */
const withoutLinks = (group: Element): void => {
  for (const link of Array.from(group.querySelectorAll('a'))) link.replaceWith(...link.childNodes);
};

export type Picture = { svg: string; width: number; height: number };

/** The chart as it stands on screen, on its own: title, colours and type are in the file. */
export const chartPicture = (drawn: SVGSVGElement, { title, text }: Chart): Picture => {
  const box = drawn.parentElement!.getBoundingClientRect();
  const [width, height] = [Math.ceil(box.width) + 2 * margin, Math.ceil(box.height) + heading + 2 * margin];
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const style = getComputedStyle(drawn);
  picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
  picture.setAttribute('width', String(width));
  picture.setAttribute('height', String(height));
  picture.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  picture.setAttribute('fill', plainColour(style.color));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', plainColour(getComputedStyle(document.documentElement).backgroundColor));
  const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  inlineStyles(drawn, copy);
  withoutLinks(copy);
  group.append(...copy.childNodes);
  const left = margin + (Number.parseFloat(drawn.style.left) || 0);
  group.setAttribute(
    'transform',
    `translate(${left}, ${margin + heading + (Number.parseFloat(drawn.style.top) || 0)})`,
  );
  picture.append(ground, textAt(margin + 18, 18, 650, title), textAt(margin + 40, 12, 400, text), group);
  return { svg: new XMLSerializer().serializeToString(picture), width, height };
};

export const svgFile = ({ svg }: Picture): Blob => new Blob([svg], { type: 'image/svg+xml' });

/** Twice as many pixels as the picture has on screen. */
export const pngFile = async (picture: Picture): Promise<Blob> => {
  const scope = new Scope();
  try {
    const image = new Image();
    image.src = scope.objectUrl(svgFile(picture));
    await image.decode();
    const canvas = new OffscreenCanvas(picture.width * 2, picture.height * 2);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    scope.dispose();
  }
};
