import type { EditorParts } from './parts.ts';

/** Puts the find bar away; the keyboard goes back to the text. */
export const closeFind = ({ page, focusText }: EditorParts): void => {
  page.view.isFinding = false;
  page.view.isReplacing = false;
  focusText();
};
