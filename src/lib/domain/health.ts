/** `id` of a check is its key in `i18n/en.ts` (title, and words and remedy for each `reason`). */
export type HealthState = 'ok' | 'warn' | 'fail' | 'unknown';

export type HealthResult = {
  state: HealthState;
  /** Why, as a key of the check's own words. */
  reason: string;
  detail?: Readonly<Record<string, string | number | boolean>>;
};

export type HealthReport = HealthResult & { id: string; tookMs: number };
