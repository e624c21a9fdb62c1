/**
 * How a document is laid out. `prose`: paragraphs, names in front; `dialogue`: a line of name and time above each;
 * `table`: time, speaker, text; `coding`: numbered paragraphs beside a margin for notes.
 */
export const documentLayouts = ['prose', 'dialogue', 'table', 'coding'] as const;
export type DocumentLayout = (typeof documentLayouts)[number];
