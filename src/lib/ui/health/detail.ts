import { formatBytes } from '$lib/core/bytes.ts';

type Detail = Readonly<Record<string, string | number | boolean | null>>;

/** `freeBytes: 3.2 GB · cores: 8`: facts behind a finding or a log entry, sizes in words. */
export const detailText = (detail: Detail): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== '')
    .map(([name, value]) =>
      name.endsWith('Bytes') && typeof value === 'number'
        ? `${name.slice(0, -5)} ${formatBytes(value)}`
        : `${name} ${value}`,
    )
    .join(' · ');
