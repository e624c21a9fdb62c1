/** What makes a spreadsheet take a cell for a formula, full-width forms included (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r＝＋－＠]/;

const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Comma-separated values (RFC 4180) with a byte order mark, so that spreadsheets read them as UTF-8. */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  '\uFEFF' + rows.map((row) => row.map(cell).join(',') + '\r\n').join('');
