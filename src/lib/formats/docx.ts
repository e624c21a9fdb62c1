import type { DocumentFormat } from './format.ts';

/** Word document (Office Open XML) in four layouts. */
export const docx: DocumentFormat<'docx'> = {
  id: 'docx',
  extension: 'docx',
  mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  uses: ['speakers', 'timestamps', 'title', 'layout'],
  make: async (transcript, options) => {
    const [{ writeDocx }, { documentOf }] = await Promise.all([
      import('./docx-write.ts'),
      import('./document-rows.ts'),
    ]);
    return writeDocx(documentOf(transcript, options));
  },
};
