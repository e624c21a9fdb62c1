/** Lets go of the file an element plays. */
export const unload = (element: HTMLMediaElement | null): void => {
  element?.pause();
  element?.removeAttribute('src');
  element?.load();
};

/** Gives the spare the file of the one that plays, unheard, unless it has it. */
export const shareSource = (spare: HTMLMediaElement, element: HTMLMediaElement): void => {
  const address = element.getAttribute('src');
  if (!address || spare.getAttribute('src') === address) return;
  spare.muted = true;
  spare.volume = element.volume;
  spare.preload = 'auto';
  spare.src = address;
};

/** The spare, where it has the same file as the one that plays and knows its length. */
export const readySpare = (
  spare: HTMLMediaElement | null,
  element: HTMLMediaElement | null,
): HTMLMediaElement | null => {
  const isSame = spare && element && spare.getAttribute('src') === element.getAttribute('src');
  return isSame && spare.readyState >= 1 ? spare : null;
};
