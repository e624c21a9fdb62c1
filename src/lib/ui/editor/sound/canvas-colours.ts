/** A colour token as bytes: a canvas knows neither custom properties nor `light-dark()`, so the browser works it out. */
export const rgbOf = (token: string): readonly [number, number, number] => {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
};

export const cssOf = (token: string): string => `rgb(${rgbOf(token).join(' ')})`;
