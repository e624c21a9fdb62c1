import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

describe('toCsv', () => {
  it('quotes what must be, keeps numbers plain and lets no spreadsheet compute', () => {
    expect(
      toCsv([
        ['Name', 'Value'],
        ['a "b", c', 1.5],
        ['=SUM(A1)', -2],
      ]),
    ).toBe('\uFEFFName,Value\r\n"a ""b"", c",1.5\r\n\'=SUM(A1),-2\r\n');
  });
});
