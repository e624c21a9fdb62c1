/** Rich text where the browser can, beside the plain text that editors of code take. */
export const copyRich = async ({ text, html }: { text: string; html: string }): Promise<void> => {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(text);
  const blob = (type: string, content: string) => new Blob([content], { type });
  const item = new ClipboardItem({ 'text/plain': blob('text/plain', text), 'text/html': blob('text/html', html) });
  await navigator.clipboard.write([item]);
};
