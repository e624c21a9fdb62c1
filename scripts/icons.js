/** Draws the app's icons: sound that becomes a line of text, and the caret behind it. `node scripts/icons.js` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from './browser.js';

const ground = '#0b6a6c';
const ink = '#ffffff';
const now = '#ffd873';

/** Bars of sound, as [x, height]; then words of a line, as [x, width]. All on one middle line. */
const bars = [
  [84, 92],
  [128, 196],
  [172, 288],
  [216, 168],
  [260, 76],
];
const words = [
  [304, 34],
  [352, 58],
];
const thickness = 24;
const middle = 256;

const mark = [
  ...bars.map(([x = 0, height = 0]) => box(x, middle - height / 2, thickness, height, ink)),
  ...words.map(([x = 0, width = 0]) => box(x, middle - thickness / 2, width, thickness, ink)),
  box(424, middle - 52, 14, 104, now),
].join('');

/** @param {number} x @param {number} y @param {number} width @param {number} height @param {string} colour */
function box(x, y, width, height, colour) {
  const radius = Math.min(width, height) / 2;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${colour}"/>`;
}

/** @param {{ radius: number, scale?: number }} shape */
const drawing = ({ radius, scale = 1 }) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="${radius}" fill="${ground}"/>` +
  `<g transform="translate(256 256) scale(${scale}) translate(-261 -256)">${mark}</g></svg>\n`;

const round = drawing({ radius: 112 });
/** Android cuts a maskable icon to any shape: nothing that matters may stand outside the middle 80 %. */
const full = drawing({ radius: 0, scale: 0.86 });

const pictures = [
  { name: 'icon-192.png', size: 192, svg: round },
  { name: 'icon-512.png', size: 512, svg: round },
  { name: 'maskable-192.png', size: 192, svg: full },
  { name: 'maskable-512.png', size: 512, svg: full },
  { name: 'icon-180.png', size: 180, svg: full },
];

mkdirSync('static/icons', { recursive: true });
writeFileSync('static/icon.svg', round);
const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags });
for (const { name, size, svg } of pictures) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<body style="margin:0">${svg.replace('<svg ', `<svg style="display:block;width:${size}px" `)}`,
  );
  await page.screenshot({ path: `static/icons/${name}`, omitBackground: true });
  await page.close();
}
await browser.close();
