import type { DocumentFormat } from './format.ts';

/** PDF, tagged and with its fonts inside, in four layouts. What no font here holds is drawn by the device. */
export const pdf: DocumentFormat<'pdf'> = {
  id: 'pdf',
  extension: 'pdf',
  mime: 'application/pdf',
  uses: ['speakers', 'timestamps', 'title', 'layout'],
  make: async (transcript, options, tools = {}) => {
    const [{ writePdf }, { documentOf }] = await Promise.all([import('./pdf/write.ts'), import('./document-rows.ts')]);
    return writePdf(documentOf(transcript, options), tools);
  },
};
