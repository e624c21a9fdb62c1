import { tick } from 'svelte';

/** After a row has gone, the focus goes to the row that took its place, else to the one before, else to the list. */
export const focusRowAt = async (list: HTMLElement | undefined, index: number): Promise<void> => {
  await tick();
  const rows = list?.querySelectorAll<HTMLElement>('[data-row-focus]') ?? [];
  const target = rows[Math.min(index, rows.length - 1)] ?? list?.closest<HTMLElement>('[tabindex="-1"]');
  target?.focus();
};
