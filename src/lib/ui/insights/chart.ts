/** One bar, column or row of a table. */
export type ChartRow = {
  id: string;
  name: string;
  /** In the unit of the chart. */
  value: number;
  /** The value as it is read. */
  label: string;
  /** Where it leads: to the sound, or to what it was counted from. */
  href: string;
  detail?: string;
};

export type Chart = {
  title: string;
  text: string;
  unit: string;
  nameHeading: string;
  rows: readonly ChartRow[];
};

/** More bars than this are a list, not a picture: the table holds them all. */
export const mostBars = 10;
