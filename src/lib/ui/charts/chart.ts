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
  /** What a click does here; followed elsewhere (another tab, a file), the address says the same. */
  open?: () => void;
  /** Further figures, one for each of the chart's `columns`: shown in the table, written to files. */
  cells?: readonly (string | number)[];
};

/** A click on a row or a bar that has something better to do than to follow its address. */
export const opening =
  ({ open }: ChartRow) =>
  (event: MouseEvent): void => {
    if (!open || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  };

export type Chart = {
  title: string;
  text: string;
  unit: string;
  nameHeading: string;
  columns?: readonly string[];
  rows: readonly ChartRow[];
};

/** More bars than this are a list, not a picture: the table holds them all. */
export const mostBars = 10;
