/** Pictures of figures that are tables and files as well; each bar leads somewhere. */
export { default as BarChart } from './BarChart.svelte';
export { default as ColumnChart } from './ColumnChart.svelte';
export type { Chart, ChartRow } from './chart.ts';
