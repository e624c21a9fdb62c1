import type { Area } from './area.ts';

const mostSteps = 2;

/** How the text is set. */
export const viewing: Area = ({ page }) => {
  const resize = (by: 1 | -1) => () => {
    const textSize = Math.min(mostSteps, Math.max(-mostSteps, page.settings.appearance.textSize + by));
    return page.ports.settings.change('appearance', { textSize });
  };
  return [
    { id: 'editor.larger', keys: 'Ctrl+Alt+=', inText: true, run: resize(1) },
    { id: 'editor.smaller', keys: 'Ctrl+Alt+-', inText: true, run: resize(-1) },
  ];
};
