/** Rendered files that nobody keeps lie here until they are old. The name begins with the time they were made. */
export const renderFolder = 'render';

export const newRenderPath = (ending: string): string =>
  `${renderFolder}/${Date.now()}-${crypto.randomUUID()}.${ending}`;
