const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `820 B`, `1.2 MB`, `34 GB`: decimal units, one decimal below ten. */
export const formatBytes = (bytes: number): string => {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${power > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
};
