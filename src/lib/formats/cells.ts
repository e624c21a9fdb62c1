/** What makes a spreadsheet take a cell for a formula, full-width forms included (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r＝＋－＠]/;

/** Text that a spreadsheet shows and never computes. */
export const withoutFormula = (text: string): string => (formula.test(text) ? `'${text}` : text);
