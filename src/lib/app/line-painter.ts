import type { LinePainter } from '$lib/formats/format.ts';

/** Pixels a point: sharp on paper too. */
const scale = 4;

/** Draws text with whatever fonts this device has, for documents whose own fonts lack it. */
export const paintLine: LinePainter = async (text, { sizePoints, isBold }) => {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const font = `${isBold ? 700 : 400} ${sizePoints * scale}px system-ui, sans-serif`;
  const probe = new OffscreenCanvas(1, 1).getContext('2d')!;
  probe.font = font;
  const { width, fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = probe.measureText(text);
  const [wide, high] = [Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(above + below))];
  const canvas = new OffscreenCanvas(wide, high);
  const drawing = canvas.getContext('2d')!;
  drawing.font = font;
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, wide, high);
  drawing.fillStyle = '#1b1d22';
  drawing.fillText(text, 0, above);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  const jpeg = new Uint8Array(await blob.arrayBuffer());
  return { jpeg, width: wide / scale, height: high / scale, baseline: above / scale };
};
